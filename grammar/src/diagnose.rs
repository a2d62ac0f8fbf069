//! Puts into words what the parser could not go on with, as CPython would.
//!
//! CPython parses a wrong text a second time with rules for common mistakes. Here the same mistakes are recognised
//! from what surrounds the unexpected token and from what could have stood in its place.

use crate::actions::Unexpected;
use crate::actions::target::kind_name;
use crate::ast::{Constant, ExprKind};
use crate::error::{EXPECTED_EXCEPT, ErrorKind, SyntaxError};
use crate::span::Span;
use crate::surroundings::Surroundings;
use crate::token::Token;

/// One unexpected token among its neighbours.
struct Mistake<'a> {
    around: &'a Surroundings<'a>,
    /// The index of the unexpected token.
    at: usize,
    token: Token,
    before: Token,
    expected: &'a [String],
    /// The innermost bracket open here.
    open: Option<usize>,
    line: usize,
}

/// The message for an unexpected token.
pub(crate) fn describe(around: &Surroundings<'_>, unexpected: &Unexpected) -> SyntaxError {
    let at = around.find(unexpected.at, unexpected.token);
    let mistake = Mistake {
        around,
        at,
        token: around.token(at),
        before: if at == 0 { Token::Newline } else { around.token(at - 1) },
        expected: &unexpected.expected,
        open: around.innermost(at),
        line: around.line_start(at),
    };
    let mut error = mistake.explain();
    mistake.help(&mut error);
    error
}

/// The block that a colon promised.
pub(crate) fn missing_block(around: &Surroundings<'_>, colon: u32, next: u32) -> SyntaxError {
    let head = around.line_start(around.find(colon, Some(Token::Colon)));
    let line = crate::lexer::line_of(around.source, around.span(head).start);
    let keyword = match around.token(head) {
        Token::Async => head + 1,
        _ => head,
    };
    let what = match around.token(keyword) {
        Token::Def => "function definition".to_owned(),
        Token::Class => "class definition".to_owned(),
        Token::Except if around.token(keyword + 1) == Token::Star => "'except*' statement".to_owned(),
        _ => format!("'{}' statement", around.text(keyword)),
    };
    let first = around.tokens.partition_point(|lexeme| lexeme.0 < next);
    let token = (first..around.tokens.len())
        .find(|&i| !matches!(around.token(i), Token::Newline | Token::Indent | Token::Dedent));
    let span = token.map_or(Span::new(next, next), |token| around.span(token));
    let message = format!("expected an indented block after {what} on line {line}");
    SyntaxError::new(ErrorKind::IndentationError, span, message)
}

type Explanation = Option<SyntaxError>;

impl Mistake<'_> {
    fn explain(&self) -> SyntaxError {
        match self.token {
            Token::Indent => return self.indentation("unexpected indent"),
            _ if self.expected == ["INDENT"] => {
                let colon = self.around.span(self.at.saturating_sub(2)).start;
                return missing_block(self.around, colon, self.around.span(self.at).start);
            }
            Token::Dedent if !self.expects("INDENT") && !self.expects("\"except\"") => {
                return self.indentation("unexpected unindent");
            }
            _ => {}
        }
        self.in_field()
            .or_else(|| self.in_statement())
            .or_else(|| self.conditional())
            .or_else(|| self.in_parameters())
            .or_else(|| self.in_brackets())
            .or_else(|| self.assignment())
            .or_else(|| self.legacy_statement())
            .or_else(|| self.inside_string())
            .or_else(|| self.missing_comma())
            .or_else(|| self.late_positional())
            .unwrap_or_else(|| self.error("invalid syntax"))
    }

    fn expects(&self, token: &str) -> bool {
        self.expected.iter().any(|expected| expected == token)
    }

    fn error(&self, message: impl Into<String>) -> SyntaxError {
        SyntaxError::new(ErrorKind::SyntaxError, self.around.span(self.at), message)
    }

    fn found(&self, message: impl Into<String>) -> Explanation {
        Some(self.error(message))
    }

    /// An error from the token at `first` up to the unexpected one.
    fn from(&self, first: usize, message: impl Into<String>) -> Explanation {
        let span = self.around.span(first).to(self.around.span(self.at));
        Some(SyntaxError::new(ErrorKind::SyntaxError, span, message))
    }

    fn indentation(&self, message: &str) -> SyntaxError {
        SyntaxError { kind: ErrorKind::IndentationError, ..self.error(message) }
    }

    // ------------------------------------------------------------------ f-strings

    fn in_field(&self) -> Explanation {
        let open = self.open?;
        if self.around.token(open) != Token::FieldOpen {
            return None;
        }
        let letter = self.around.string_letter(open);
        let say = |message: &str| self.found(format!("{letter}-string: {message}"));
        let first = open + 1 == self.at;
        let ends_expression = matches!(self.token, Token::Equal | Token::Bang | Token::FieldColon | Token::FieldClose);
        if first && ends_expression {
            let mark = self.around.text(self.at);
            return say(&format!("valid expression required before '{mark}'"));
        }
        if self.before == Token::Bang {
            let missing = matches!(self.token, Token::FieldColon | Token::FieldClose);
            return say(if missing { "missing conversion character" } else { "invalid conversion character" });
        }
        let mut inside = (open + 1..self.at).filter(|&i| self.around.innermost(i) == Some(open));
        if self.token == Token::FieldColon && inside.clone().any(|i| self.around.token(i) == Token::Lambda) {
            return say("lambda expressions are not allowed without parentheses");
        }
        if self.token == Token::StringEnd {
            return say("expecting '}', or format specs");
        }
        let after_conversion = self.at >= 2 && self.around.token(self.at - 2) == Token::Bang;
        if after_conversion {
            return say("expecting ':' or '}'");
        }
        if self.before == Token::Equal && inside.all(|i| self.around.token(i) != Token::Colon) {
            return say("expecting '!', or ':', or '}'");
        }
        if first && (!self.token.starts_expression() || self.token == Token::Star) {
            return say("expecting a valid expression after '{'");
        }
        let operand_follows = self.before.ends_operand() && self.token.starts_expression();
        if operand_follows || self.before == Token::Else {
            return None;
        }
        if open + 2 == self.at && !self.before.ends_operand() {
            return say("expecting a valid expression after '{'");
        }
        say("expecting '=', or '!', or ':', or '}'")
    }

    // ------------------------------------------------------------------ statements

    fn in_statement(&self) -> Explanation {
        let head_at = self.line + usize::from(self.around.token(self.line) == Token::Async);
        let head = self.around.token(head_at);
        let ends = self.token == Token::Newline;
        if self.open.is_none() {
            match head {
                Token::Def if self.expects("\"(\"") && !self.expects("\":\"") && self.at == head_at + 2 => {
                    return self.found("expected '('");
                }
                Token::Def | Token::Else | Token::Try | Token::Finally
                    if self.at > head_at && (self.expects("\":\"") || self.before == Token::Arrow) =>
                {
                    let in_header = !(head_at..self.at)
                        .any(|i| self.around.token(i) == Token::Colon && self.around.innermost(i).is_none());
                    if in_header {
                        return self.found("expected ':'");
                    }
                }
                Token::If
                | Token::Elif
                | Token::While
                | Token::For
                | Token::With
                | Token::Class
                | Token::Except
                | Token::Match
                | Token::Case
                    if ends && self.expects("\":\"") && !self.expects("\"else\"") =>
                {
                    return self.found("expected ':'");
                }
                _ => {}
            }
        }
        match (head, self.token) {
            (_, Token::Newline) if self.before == Token::Import => {
                self.found("Expected one or more names after 'import'")
            }
            (Token::Import, Token::From) if self.before == Token::Name => {
                self.found("Did you mean to use 'from ... import ...' instead?")
            }
            (Token::Import | Token::From, _) if self.name_after_as().is_some() => {
                let name = self.name_after_as().unwrap_or(self.at);
                let span = self.around.span(name);
                Some(SyntaxError::new(ErrorKind::SyntaxError, span, "cannot use name as import target"))
            }
            (Token::Elif, Token::Elif) if self.around.follows_else(self.line) => {
                self.found("'elif' block follows an 'else' block")
            }
            _ if self.expects("\"except\"") && self.expects("\"finally\"") && !self.expects("NEWLINE") => {
                self.found(EXPECTED_EXCEPT)
            }
            _ => None,
        }
    }

    /// `as name` with something behind it that ends no alias.
    fn name_after_as(&self) -> Option<usize> {
        let after_as = (self.line..self.at).rev().find(|&i| self.around.token(i) == Token::As)? + 1;
        let ends = matches!(self.around.token(after_as + 1), Token::Comma | Token::ParenClose | Token::Newline);
        (self.around.token(after_as) == Token::Name && after_as < self.at && !ends).then_some(after_as)
    }

    // ------------------------------------------------------------------ expressions

    fn conditional(&self) -> Explanation {
        if self.expects("\"else\"") && !matches!(self.token, Token::Colon | Token::Else) {
            let operand = self.token == Token::Not || self.token.starts_expression() || self.before.ends_operand();
            return self.found("expected 'else' after 'if' expression").filter(|_| operand);
        }
        let else_of_expression = self.before == Token::Else && self.at - 1 > self.line;
        if else_of_expression && !self.token.starts_expression() && self.token != Token::Colon {
            return self.found("expected expression after 'else', but statement is given");
        }
        let statement = |token| matches!(token, Token::Pass | Token::Break | Token::Continue);
        let keyword = if statement(self.token) { self.at } else { self.at.checked_sub(1)? };
        if statement(self.around.token(keyword)) && self.around.token(keyword + 1) == Token::If {
            let rest = self.around.rest_of_line(keyword);
            if rest.clone().any(|i| self.around.token(i) == Token::Else) {
                let span = self.around.span(keyword);
                let message = "expected expression before 'if', but statement is given";
                return Some(SyntaxError::new(ErrorKind::SyntaxError, span, message));
            }
        }
        let arithmetic = matches!(
            self.before,
            Token::Plus
                | Token::Minus
                | Token::Star
                | Token::Slash
                | Token::DoubleSlash
                | Token::Percent
                | Token::At
                | Token::Tilde
        );
        if self.token == Token::Not && arithmetic && self.at - 1 > self.line {
            return self.found("'not' after an operator must be parenthesized");
        }
        if self.token == Token::Greater && self.before == Token::Less {
            return self.from(self.at - 1, "invalid syntax.  Maybe you meant '!=' instead of '<>'?");
        }
        None
    }

    fn in_parameters(&self) -> Explanation {
        let lambda = self.around.in_lambda_parameters(self.at);
        let function = self.open.is_some_and(|open| self.around.opens_parameters(open));
        if !lambda && !function {
            return None;
        }
        if self.before == Token::Slash && self.token == Token::Star {
            return self.found("expected comma between / and *");
        }
        let begins = matches!(self.before, Token::Comma | Token::Lambda) || self.open == Some(self.at - 1);
        if self.token == Token::ParenOpen && begins && self.around.names_in_parentheses(self.at) {
            let what = if lambda { "Lambda expression" } else { "Function" };
            return self.found(format!("{what} parameters cannot be parenthesized"));
        }
        None
    }

    fn in_brackets(&self) -> Explanation {
        let open = self.open?;
        if self.expects("\"in\"") && !self.expects("\"==\"") && !matches!(self.before, Token::For | Token::Not) {
            return self.found("'in' expected after for-loop variables");
        }
        if self.before == Token::Star && !self.token.starts_expression() {
            // In a display CPython looks at the first element only.
            let first = self.at - 1 == open + 1;
            let later = self.around.token(self.at - 2) == Token::Comma && self.around.is_trailer(open);
            if (first || later) && self.around.token(open) != Token::FieldOpen && !self.around.opens_parameters(open) {
                return self.found("Invalid star expression");
            }
        }
        let is_group = self.around.token(open) == Token::ParenOpen && !self.around.is_call(open);
        if self.token == Token::DoubleStar && is_group && self.before == Token::ParenOpen {
            let close = self.around.closing(open);
            let commas = (self.at..close).any(|i| {
                matches!(self.around.token(i), Token::Comma | Token::For) && self.around.innermost(i) == Some(open)
            });
            if !commas && close > self.at + 1 {
                return self.found("cannot use double starred expression here");
            }
        }
        if self.around.token(open) == Token::BraceOpen && self.expects("\":\"") && !self.expects("\"for\"") {
            let element = self.around.element_start(self.at);
            if element > open + 1 {
                let key = self.around.span(self.at - 1);
                let span = Span::new(key.end.saturating_sub(1), key.end);
                return Some(SyntaxError::new(ErrorKind::SyntaxError, span, "':' expected after dictionary key"));
            }
        }
        None
    }

    /// `=` where only an expression can stand.
    fn assignment(&self) -> Explanation {
        if let Some(error) = self.annotation() {
            return Some(error);
        }
        let in_call = self.open.is_some_and(|open| self.around.is_call(open));
        if self.token == Token::For && in_call {
            // `f(a=b for b in c)`
            let value = self.around.element_start(self.at);
            let keyword = value >= 2
                && self.around.token(value - 1) == Token::Equal
                && self.around.token(value - 2) == Token::Name;
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return keyword.then(|| self.from(value - 2, message)).flatten();
        }
        if self.token != Token::Equal {
            return None;
        }
        let start = self.around.element_start(self.at);
        if in_call {
            return match self.around.token(start) {
                Token::Star => self.from(start, "cannot assign to iterable argument unpacking"),
                Token::DoubleStar => self.from(start, "cannot assign to keyword argument unpacking"),
                _ => None,
            };
        }
        if !self.around.allows_named(start, self.line) || start >= self.at {
            return None;
        }
        let next = self.around.operand_end(self.at + 1);
        let assigned_again = matches!(self.around.token(next), Token::Equal | Token::ColonEqual);
        if next == self.at + 1 || assigned_again {
            return None;
        }
        let first = self.around.span(start);
        let target = first.to(self.around.span(self.at - 1));
        if start + 1 == self.at && self.before == Token::Name {
            let span = target.to(self.around.span(next - 1));
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return Some(SyntaxError::new(ErrorKind::SyntaxError, span, message));
        }
        let tree = self.around.tree(target)?;
        let excluded = matches!(
            &*tree.kind,
            ExprKind::List(_)
                | ExprKind::Tuple(_)
                | ExprKind::GeneratorExp { .. }
                | ExprKind::Constant(Constant::True | Constant::False | Constant::None)
        );
        let message = format!("cannot assign to {} here. Maybe you meant '==' instead of '='?", kind_name(&tree.kind));
        (!excluded && self.around.operand_end(start) == self.at)
            .then(|| SyntaxError::new(ErrorKind::SyntaxError, target, message))
    }

    /// `1: int` and something wrong behind it.
    fn annotation(&self) -> Explanation {
        let head = self.around.token(self.line);
        if head.is_keyword() && head != Token::Await || matches!(head, Token::Match | Token::Case) {
            return None;
        }
        let outside = |i: &usize| self.around.innermost(*i).is_none();
        let mut line = self.line..self.at;
        let colon = line.find(|i| self.around.token(*i) == Token::Colon && outside(i))?;
        let target = self.around.span(self.line).to(self.around.span(colon.checked_sub(1)?));
        let annotated = colon + 1 < self.at && self.around.token(colon + 1).starts_expression();
        let commas = (self.line..colon).any(|i| self.around.token(i) == Token::Comma && outside(&i));
        if !annotated || commas {
            return None;
        }
        let name = match &*self.around.tree(target)?.kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => return None,
            kind @ (ExprKind::List(_) | ExprKind::Tuple(_)) => {
                format!("only single target (not {}) can be annotated", kind_name(kind))
            }
            _ => "illegal target for annotation".to_owned(),
        };
        Some(SyntaxError::new(ErrorKind::SyntaxError, target, name))
    }

    /// `print x`, as Python 2 had it.
    fn legacy_statement(&self) -> Explanation {
        if self.before != Token::Name || !self.token.starts_expression() {
            return None;
        }
        let importing = matches!(self.around.token(self.line), Token::From | Token::Import);
        let dotted = self.at >= 2 && self.around.token(self.at - 2) == Token::Dot;
        if importing || dotted {
            return None;
        }
        // CPython goes on from name to name.
        let mut names = (self.at - 1..)
            .take_while(|&i| self.around.token(i) == Token::Name && self.around.token(i + 1).starts_expression());
        let legacy = names.find(|&i| matches!(self.around.text(i), "print" | "exec"))?;
        let name = self.around.text(legacy);
        let span = self.around.span(legacy).to(self.around.span(legacy + 1));
        let message = format!("Missing parentheses in call to '{name}'. Did you mean {name}(...)?");
        Some(SyntaxError::new(ErrorKind::SyntaxError, span, message))
    }

    /// `"She said "hello" to everyone"`.
    fn inside_string(&self) -> Explanation {
        if self.before != Token::String || !self.token.starts_expression() {
            return None;
        }
        let begins = self.around.element_start(self.at) == self.at - 1;
        let mut rest = self.around.rest_of_line(self.at);
        let closes = rest.find(|&i| {
            matches!(self.around.token(i), Token::Comma | Token::String | Token::Equal)
                && self.around.depth(i) == self.around.depth(self.at)
        })?;
        let quoted = self.around.token(closes) == Token::String && self.around.token(closes - 1).ends_operand();
        if !begins || !quoted {
            return None;
        }
        let span = self.around.span(self.at).to(self.around.span(closes - 1));
        let message = "invalid syntax. Is this intended to be part of the string?";
        Some(SyntaxError::new(ErrorKind::SyntaxError, span, message))
    }

    /// Two expressions side by side inside brackets.
    fn missing_comma(&self) -> Explanation {
        let open = self.open?;
        let after_not = self.before == Token::Not && self.at >= 2 && self.around.token(self.at - 2).ends_operand();
        if !self.token.starts_expression() || !(self.before.ends_operand() || after_not) {
            return None;
        }
        let start = self.around.element_start(self.at);
        let soft = matches!(self.around.text(start), "_" | "match" | "case" | "type");
        let name_string = self.around.token(start) == Token::Name
            && matches!(self.around.token(start + 1), Token::String | Token::FStringStart | Token::TStringStart);
        let head = self.around.token(self.line);
        let no_expression = self.around.opens_parameters(open)
            && matches!(self.around.token(start.max(1) - 1), Token::Comma | Token::ParenOpen | Token::SquareOpen)
            || head == Token::From;
        let starred = matches!(self.around.token(start), Token::Star | Token::DoubleStar) && !self.around.is_call(open);
        let half_await = self.token == Token::Await && !self.around.token(self.at + 1).starts_expression();
        let half_lambda = self.token == Token::Lambda
            && !self
                .around
                .rest_of_line(self.at)
                .any(|i| self.around.token(i) == Token::Colon && self.around.depth(i) == self.around.depth(self.at));
        if soft || name_string || no_expression || starred || half_lambda || half_await {
            return None;
        }
        self.from(start, "invalid syntax. Perhaps you forgot a comma?")
    }

    /// A positional argument behind keywords, with something wrong right behind it.
    fn late_positional(&self) -> Explanation {
        let open = self.open.filter(|&open| self.around.is_call(open))?;
        let start = self.around.element_start(self.at);
        let positional = start > open + 1 && self.around.token(start - 1) == Token::Comma;
        let keyword =
            (open + 1..start).any(|i| self.around.token(i) == Token::Equal && self.around.innermost(i) == Some(open));
        if !positional || !keyword || !self.before.ends_operand() || self.token == Token::Equal {
            return None;
        }
        self.from(start, "positional argument follows keyword argument")
    }

    // ------------------------------------------------------------------ help

    fn help(&self, error: &mut SyntaxError) {
        let twice =
            self.token == self.before && self.around.span(self.at - usize::from(self.at > 0)).end == error.span.start;
        let help = match self.token {
            Token::If if self.before == Token::Else => "did you mean 'elif'?",
            Token::Ampersand if twice => "Python's logical operators are words: use 'and'",
            Token::Bar if twice => "Python's logical operators are words: use 'or'",
            Token::Bang => "Python's logical operators are words: use 'not'",
            Token::Newline
                if self.before == Token::Plus && self.at >= 2 && self.around.token(self.at - 2) == Token::Plus =>
            {
                "Python has no '++': use '+= 1'"
            }
            Token::Case if error.message == "invalid syntax" => return,
            _ => return,
        };
        error.help = Some(help.to_owned());
    }
}
