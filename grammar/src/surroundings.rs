//! Questions about the tokens around a mistake. Asked only when there is one, so they may look at whole lines.

use crate::ast::{Expr, StmtKind};
use crate::span::Span;
use crate::token::{Lexeme, Token};

pub(crate) struct Surroundings<'a> {
    pub(crate) source: &'a str,
    pub(crate) tokens: &'a [Lexeme],
    /// For each token the index of the innermost open bracket plus one, or 0, and how many are open.
    enclosing: Vec<(u32, u32)>,
}

fn opens(token: Token) -> bool {
    matches!(token, Token::ParenOpen | Token::SquareOpen | Token::BraceOpen | Token::FieldOpen)
}

fn closes(token: Token) -> bool {
    matches!(token, Token::ParenClose | Token::SquareClose | Token::BraceClose | Token::FieldClose)
}

/// Whether an expression may begin right behind the token: nothing that belongs to an operand.
fn separates(token: Token) -> bool {
    use Token::*;
    matches!(
        token,
        Comma
            | Colon
            | FieldColon
            | ColonEqual
            | Semicolon
            | Equal
            | Newline
            | Indent
            | Dedent
            | Arrow
            | If
            | Elif
            | Else
            | While
            | For
            | Lambda
            | Return
            | Assert
            | Yield
            | From
            | Import
            | As
            | With
            | Raise
            | Del
            | Match
            | Case
            | Except
            | Class
            | Def
            | PlusEqual
            | MinusEqual
            | StarEqual
            | AtEqual
            | SlashEqual
            | PercentEqual
            | AmpersandEqual
            | BarEqual
            | CaretEqual
            | LeftShiftEqual
            | RightShiftEqual
            | DoubleStarEqual
            | DoubleSlashEqual
    )
}

/// Whether it binds less tightly than the operators of numbers.
fn compares(token: Token) -> bool {
    use Token::*;
    matches!(token, And | Or | Not | In | Is | EqualEqual | NotEqual | Less | LessEqual | Greater | GreaterEqual)
}

impl<'a> Surroundings<'a> {
    pub(crate) fn new(source: &'a str, tokens: &'a [Lexeme]) -> Surroundings<'a> {
        let mut open: Vec<u32> = Vec::new();
        let mut enclosing = Vec::with_capacity(tokens.len() + 1);
        for (at, lexeme) in tokens.iter().enumerate() {
            enclosing.push((open.last().copied().unwrap_or(0), open.len() as u32));
            if opens(lexeme.1) {
                open.push(at as u32 + 1);
            } else if closes(lexeme.1) {
                open.pop();
            } else if lexeme.1 == Token::Newline {
                open.clear();
            }
        }
        enclosing.push((open.last().copied().unwrap_or(0), open.len() as u32));
        Surroundings { source, tokens, enclosing }
    }

    /// The token; behind the last one the end of the line.
    pub(crate) fn token(&self, at: usize) -> Token {
        self.tokens.get(at).map_or(Token::Newline, |lexeme| lexeme.1)
    }

    pub(crate) fn span(&self, at: usize) -> Span {
        let end = self.source.len() as u32;
        self.tokens.get(at).map_or(Span::new(end, end), |&(start, _, end)| Span::new(start, end))
    }

    pub(crate) fn text(&self, at: usize) -> &'a str {
        self.span(at).text(self.source)
    }

    /// The index of a token the parser stopped at.
    pub(crate) fn find(&self, start: u32, token: Option<Token>) -> usize {
        let Some(token) = token else {
            return self.tokens.len();
        };
        let first = self.tokens.partition_point(|lexeme| lexeme.0 < start);
        let same = self.tokens[first..].iter().take_while(|lexeme| lexeme.0 == start);
        let offset = same.clone().position(|lexeme| lexeme.1 == token);
        first + offset.unwrap_or(0)
    }

    /// The first token of the logical line.
    pub(crate) fn line_start(&self, at: usize) -> usize {
        let before = &self.tokens[..at.min(self.tokens.len())];
        before
            .iter()
            .rposition(|lexeme| matches!(lexeme.1, Token::Newline | Token::Indent | Token::Dedent))
            .map_or(0, |i| i + 1)
    }

    /// What follows in the logical line.
    pub(crate) fn rest_of_line(&self, at: usize) -> std::ops::Range<usize> {
        let rest = self.tokens.get(at..).unwrap_or_default();
        let len = rest.iter().position(|lexeme| lexeme.1 == Token::Newline);
        at..at + len.unwrap_or(rest.len())
    }

    /// The innermost bracket of this line that is open before `at`.
    pub(crate) fn innermost(&self, at: usize) -> Option<usize> {
        let (innermost, _) = self.enclosing.get(at).copied()?;
        innermost.checked_sub(1).map(|open| open as usize)
    }

    /// How many brackets of this line are open before `at`.
    pub(crate) fn depth(&self, at: usize) -> u32 {
        self.enclosing.get(at).map_or(0, |&(_, depth)| depth)
    }

    /// The partner of an opening bracket, or the end of the line.
    pub(crate) fn closing(&self, open: usize) -> usize {
        let mut depth = 0;
        let rest = self.rest_of_line(open);
        let end = rest.end;
        for i in rest {
            if opens(self.token(i)) {
                depth += 1;
            } else if closes(self.token(i)) {
                depth -= 1;
                if depth == 0 {
                    return i;
                }
            }
        }
        end
    }

    /// `f` or `t`, by the string a field stands in.
    pub(crate) fn string_letter(&self, field: usize) -> char {
        let mut depth = 0;
        for i in (0..field).rev() {
            match self.token(i) {
                Token::StringEnd => depth += 1,
                Token::FStringStart | Token::TStringStart if depth > 0 => depth -= 1,
                Token::FStringStart => return 'f',
                Token::TStringStart => return 't',
                _ => {}
            }
        }
        'f'
    }

    /// Where the expression that ends before `at` begins: behind the last separator of the same bracket.
    pub(crate) fn element_start(&self, at: usize) -> usize {
        let mut depth = 0;
        for i in (0..at).rev() {
            let token = self.token(i);
            if closes(token) {
                depth += 1;
            } else if opens(token) {
                if depth == 0 {
                    return i + 1;
                }
                depth -= 1;
            } else if depth == 0 && separates(token) {
                return i + 1;
            }
        }
        0
    }

    /// Where the operand that begins at `at` ends: before the first separator or comparison.
    pub(crate) fn operand_end(&self, at: usize) -> usize {
        let mut depth = 0;
        for i in at..self.tokens.len() {
            let token = self.token(i);
            if opens(token) {
                depth += 1;
            } else if closes(token) {
                if depth == 0 {
                    return i;
                }
                depth -= 1;
            } else if depth == 0 && (separates(token) || compares(token)) {
                return i;
            }
        }
        self.tokens.len()
    }

    /// The last token CPython has read when it has tried an expression at `at`: the first that does not belong to it.
    pub(crate) fn reach(&self, mut at: usize) -> usize {
        use Token::*;
        loop {
            while matches!(self.token(at), Not | Plus | Minus | Tilde | Await | Star | DoubleStar) {
                at += 1;
            }
            if !self.token(at).starts_expression() {
                return at;
            }
            while matches!(self.token(at), Token::String) && self.token(at + 1) == Token::String {
                at += 1;
            }
            at = if opens(self.token(at)) { self.closing(at) + 1 } else { at + 1 };
            loop {
                match self.token(at) {
                    Dot => at += 2,
                    ParenOpen | SquareOpen => at = self.closing(at) + 1,
                    _ => break,
                }
            }
            let operator = self.token(at);
            let joins = matches!(
                operator,
                Plus | Minus
                    | Star
                    | DoubleStar
                    | Slash
                    | DoubleSlash
                    | Percent
                    | At
                    | Ampersand
                    | Bar
                    | Caret
                    | LeftShift
                    | RightShift
                    | If
                    | Else
            );
            if !joins && !compares(operator) {
                return at;
            }
            at += 1;
        }
    }

    /// Whether `:=` may stand in the expression that begins at `start`.
    pub(crate) fn allows_named(&self, start: usize, line: usize) -> bool {
        let Some(before) = start.checked_sub(1).filter(|&before| before >= line) else {
            return self.token(start) == Token::At;
        };
        let open = self.innermost(start);
        match self.token(before) {
            Token::If => before == line || self.token(line) == Token::Case,
            Token::Elif | Token::While | Token::Match => before == line,
            Token::ParenOpen | Token::SquareOpen | Token::BraceOpen => true,
            Token::Comma => open.is_some_and(|open| !self.opens_parameters(open)),
            _ => false,
        }
    }

    /// Whether a bracket opens the arguments of a call.
    pub(crate) fn is_call(&self, open: usize) -> bool {
        self.token(open) == Token::ParenOpen && self.is_trailer(open)
    }

    /// Whether a bracket belongs to what stands before it: a call or a subscript.
    pub(crate) fn is_trailer(&self, open: usize) -> bool {
        let follows = |token: Token| {
            matches!(token, Token::Name | Token::ParenClose | Token::SquareClose | Token::BraceClose)
                || matches!(token, Token::String | Token::StringEnd)
        };
        self.token(open) != Token::BraceOpen && open > 0 && follows(self.token(open - 1))
    }

    /// Whether a bracket opens the parameters, or type parameters, of a definition.
    pub(crate) fn opens_parameters(&self, open: usize) -> bool {
        let line = self.line_start(open);
        let head = line + usize::from(self.token(line) == Token::Async);
        let outermost = self.innermost(open).is_none();
        match self.token(head) {
            Token::Def => {
                let colon = (head..open)
                    .any(|i| matches!(self.token(i), Token::Arrow | Token::Colon) && self.innermost(i).is_none());
                outermost && !colon
            }
            Token::Class | Token::Type => outermost && open == head + 2 && self.token(open) == Token::SquareOpen,
            _ => false,
        }
    }

    /// Whether `at` stands between `lambda` and its colon.
    pub(crate) fn in_lambda_parameters(&self, at: usize) -> bool {
        let line = self.line_start(at);
        let depth = self.depth(at);
        let same = |i: &usize| self.depth(*i) == depth;
        let last = (line..at).rev().filter(same).find(|&i| matches!(self.token(i), Token::Lambda | Token::Colon));
        last.is_some_and(|i| self.token(i) == Token::Lambda)
    }

    /// `(a, b)` with nothing but names.
    pub(crate) fn names_in_parentheses(&self, open: usize) -> bool {
        let close = self.closing(open);
        let inside = open + 1..close;
        self.token(close) == Token::ParenClose
            && !inside.is_empty()
            && inside.clone().all(|i| {
                let wanted = if (i - open) % 2 == 1 { Token::Name } else { Token::Comma };
                self.token(i) == wanted
            })
    }

    /// Whether the line of an `elif` stands behind the block of an `else` of the same `if`.
    pub(crate) fn follows_else(&self, line: usize) -> bool {
        let mut depth = 0;
        for i in (0..line).rev() {
            match self.token(i) {
                Token::Dedent => depth += 1,
                Token::Indent if depth == 0 => return false,
                Token::Indent => depth -= 1,
                _ if depth == 0 && self.line_start(i) == i => return self.token(i) == Token::Else,
                _ => {}
            }
        }
        false
    }

    /// The tree of a stretch that is an expression of its own.
    pub(crate) fn tree(&self, span: Span) -> Option<Expr> {
        let text = format!("({}\n)\n", span.text(self.source));
        let mut body = crate::expressions(&text)?;
        match *body.pop()?.kind {
            StmtKind::Expr(value) if body.is_empty() => Some(value),
            _ => None,
        }
    }

    /// The line of the last statement that was whole before the line `at` begins, 0 if there is none.
    pub(crate) fn last_statement(&self, at: usize) -> u32 {
        let mut last = 0;
        // For each open block where its current statement began.
        let mut current: Vec<Option<u32>> = vec![None];
        for i in 0..at.min(self.tokens.len()) {
            match self.token(i) {
                Token::Indent => current.push(None),
                Token::Dedent => {
                    last = current.pop().flatten().unwrap_or(last);
                }
                Token::Newline => {}
                token if self.starts_line(i) => {
                    let clause =
                        matches!(token, Token::Elif | Token::Else | Token::Except | Token::Finally | Token::Case);
                    if let (false, Some(current)) = (clause, current.last_mut()) {
                        last = current.replace(self.tokens[i].0).unwrap_or(last);
                    }
                }
                _ => {}
            }
        }
        // The statement before this line is whole too, when this line begins another one.
        let token = self.token(at);
        let clause = matches!(token, Token::Elif | Token::Else | Token::Except | Token::Finally | Token::Case);
        if let (false, Some(Some(current))) = (clause, current.last()) {
            last = *current;
        }
        last
    }

    fn starts_line(&self, at: usize) -> bool {
        at == 0 || matches!(self.token(at - 1), Token::Newline | Token::Indent | Token::Dedent)
    }
}
