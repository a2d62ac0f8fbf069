//! From a pattern to a tree; errors are CPython's, with its words and positions.

use super::source::{Result, Source, Token, quoted};
use super::syntax::{
    At, Class, Expression, Item, NO_MOST, Node, PatternError, RepeatKind, Sequence, Set, flags, width,
};

/// Groups are numbered below this.
const MOST_GROUPS: usize = i32::MAX as usize / 2;
/// Nesting that the parser's recursion must bear.
const DEEPEST: usize = 250;

struct Parser {
    source: Source,
    flags: u32,
    /// Widths by group; None for one that is open.
    widths: Vec<Option<(u64, u64)>>,
    names: Vec<(String, usize)>,
    /// How many groups there were when looking behind began.
    look_behind: Option<usize>,
    /// What may mean something else one day.
    doubts: Vec<String>,
    /// Groups that conditions name before they are seen, and where.
    awaited: Vec<(usize, usize)>,
}

/// Parses a pattern.
pub fn parse(chars: Vec<u32>, is_text: bool, given: u32) -> std::result::Result<Expression, PatternError> {
    let mut parser = Parser {
        source: Source::new(chars, is_text)?,
        flags: given,
        widths: vec![None],
        names: Vec::new(),
        look_behind: None,
        doubts: Vec::new(),
        awaited: Vec::new(),
    };
    let body = parser.alternatives(given & flags::VERBOSE != 0, 0)?;
    if parser.source.next.is_some() {
        return Err(parser.source.error("unbalanced parenthesis", 0));
    }
    for &(group, position) in &parser.awaited {
        if group >= parser.widths.len() {
            return Err(PatternError::at(format!("invalid group reference {group}"), position));
        }
    }
    let widths: Vec<_> = parser.widths.iter().map(|width| width.unwrap_or((0, 0))).collect();
    let Parser { flags, names, doubts, .. } = parser;
    Ok(Expression { body, flags, groups: widths.len() - 1, names, widths, doubts })
}

impl Parser {
    fn alternatives(&mut self, mut verbose: bool, nested: usize) -> Result<Sequence> {
        if nested > DEEPEST {
            return Err(self.source.error("groups nested too deeply for Taipan", 0));
        }
        let mut branches = vec![self.sequence(verbose, nested, nested == 0)?];
        while self.source.accept('|')? {
            if nested == 0 {
                verbose = self.flags & flags::VERBOSE != 0;
            }
            branches.push(self.sequence(verbose, nested, false)?);
        }
        if branches.len() == 1 {
            return Ok(branches.pop().expect("just seen"));
        }
        let literals: Option<Vec<Item>> = branches
            .iter()
            .map(|branch| match branch[..] {
                [Node::Literal(code_point)] => Some(Item::Range(code_point, code_point)),
                _ => None,
            })
            .collect();
        Ok(vec![match literals {
            Some(items) => Node::Set(Set { negated: false, items }),
            None => Node::Branch(branches),
        }])
    }

    fn sequence(&mut self, mut verbose: bool, nested: usize, first: bool) -> Result<Sequence> {
        let mut nodes: Sequence = Vec::new();
        while let Some(token) = self.source.next {
            let Token::Plain(code_point) = token else {
                self.source.get()?;
                let node = self.escape(token)?;
                nodes.push(node);
                continue;
            };
            let letter = token.plain().unwrap_or('\0');
            if letter == '|' || letter == ')' {
                break;
            }
            self.source.get()?;
            if verbose && " \t\n\r\u{b}\u{c}".contains(letter) {
                continue;
            }
            match letter {
                '#' if verbose => {
                    while self.source.get()?.is_some_and(|token| token != Token::Plain(u32::from(b'\n'))) {}
                }
                '[' => {
                    let set = self.set()?;
                    nodes.push(set);
                }
                '*' | '+' | '?' | '{' => self.repeat(letter, &mut nodes)?,
                '.' => nodes.push(Node::Any),
                '^' => nodes.push(Node::At(At::LineStart)),
                '$' => nodes.push(Node::At(At::LineEnd)),
                '(' => match self.group(verbose, nested, first && nodes.is_empty())? {
                    Some(node) => nodes.push(node),
                    // A comment, or flags of the whole expression.
                    None => verbose = verbose || (first && self.flags & flags::VERBOSE != 0),
                },
                _ => nodes.push(Node::Literal(code_point)),
            }
        }
        Ok(unpacked(nodes))
    }

    /// A repetition of the last node.
    fn repeat(&mut self, sign: char, nodes: &mut Sequence) -> Result<()> {
        let here = self.source.position();
        let (least, most) = match sign {
            '?' => (0, 1),
            '*' => (0, NO_MOST),
            '+' => (1, NO_MOST),
            _ => match self.bounds(here)? {
                Some(bounds) => bounds,
                None => {
                    nodes.push(Node::Literal(u32::from(b'{')));
                    return Ok(());
                }
            },
        };
        let before = self.source.position() - here + 1;
        let body = match nodes.last() {
            None | Some(Node::At(_)) => return Err(self.source.error("nothing to repeat", before)),
            Some(Node::Repeat { .. }) => return Err(self.source.error("multiple repeat", before)),
            Some(_) => match nodes.pop().expect("just seen") {
                Node::Group { index: None, added: 0, removed: 0, body } => body,
                node => vec![node],
            },
        };
        let kind = if self.source.accept('?')? {
            RepeatKind::Lazy
        } else if self.source.accept('+')? {
            RepeatKind::Possessive
        } else {
            RepeatKind::Greedy
        };
        nodes.push(Node::Repeat { least, most, kind, body });
        Ok(())
    }

    /// `{m,n}`, whose brace was taken; None if it is a plain brace.
    fn bounds(&mut self, here: usize) -> Result<Option<(u32, u32)>> {
        if self.source.peek() == Some('}') {
            return Ok(None);
        }
        let digit = |letter: char| letter.is_ascii_digit();
        let low = self.source.take_while(usize::MAX, digit)?;
        let high = if self.source.accept(',')? { self.source.take_while(usize::MAX, digit)? } else { low.clone() };
        if !self.source.accept('}')? {
            self.source.seek(here)?;
            return Ok(None);
        }
        let number = |text: &str, none: u32| match text {
            "" => Ok(none),
            _ => text.parse::<u32>().ok().filter(|&number| number < NO_MOST).ok_or(PatternError {
                message: "the repetition number is too large".to_owned(),
                position: None,
                overflow: true,
            }),
        };
        let (least, most) = (number(&low, 0)?, number(&high, NO_MOST)?);
        if most < least {
            let before = self.source.position() - here;
            return Err(self.source.error("min repeat greater than max repeat", before));
        }
        Ok(Some((least, most)))
    }

    /// A set, whose bracket was taken.
    fn set(&mut self) -> Result<Node> {
        let here = self.source.position() - 1;
        if self.source.peek() == Some('[') {
            self.doubt("nested set", 0);
        }
        let negated = self.source.accept('^')?;
        let mut items = Vec::new();
        loop {
            let Some(this) = self.source.get()? else { return Err(self.unterminated_set(here)) };
            if this.plain() == Some(']') && !items.is_empty() {
                break;
            }
            let kind = match this.plain() {
                Some('-') => Some("set difference"),
                Some('&') => Some("set intersection"),
                Some('~') => Some("set symmetric difference"),
                Some('|') => Some("set union"),
                _ => None,
            };
            if let Some(kind) = kind.filter(|_| !items.is_empty() && self.source.next == Some(this)) {
                self.doubt(kind, 1);
            }
            let low = self.set_item(this)?;
            if !self.source.accept('-')? {
                items.push(low);
                continue;
            }
            let Some(that) = self.source.get()? else { return Err(self.unterminated_set(here)) };
            if that.plain() == Some(']') {
                items.extend([low, Item::Range(u32::from(b'-'), u32::from(b'-'))]);
                break;
            }
            if that.plain() == Some('-') {
                self.doubt("set difference", 2);
            }
            let high = self.set_item(that)?;
            match (low, high) {
                (Item::Range(low, _), Item::Range(high, _)) if low <= high => items.push(Item::Range(low, high)),
                _ => {
                    let (this, that) = (this.text(), that.text());
                    let before = this.chars().count() + 1 + that.chars().count();
                    return Err(self.source.error(format!("bad character range {this}-{that}"), before));
                }
            }
        }
        Ok(match items[..] {
            [Item::Range(low, high)] if low == high && !negated => Node::Literal(low),
            _ => Node::Set(Set { negated, items }),
        })
    }

    fn doubt(&mut self, kind: &str, before: usize) {
        let position = self.source.position() - before;
        self.doubts.push(format!("Possible {kind} at position {position}"));
    }

    #[cold]
    fn unterminated_set(&self, here: usize) -> PatternError {
        self.source.error("unterminated character set", self.source.position() - here)
    }

    fn set_item(&mut self, token: Token) -> Result<Item> {
        let Token::Escaped(escaped) = token else {
            let Token::Plain(code_point) = token else { unreachable!("the other kind") };
            return Ok(Item::Range(code_point, code_point));
        };
        let letter = char::from_u32(escaped).unwrap_or('\u{fffd}');
        if let Some(item) = class_item(letter) {
            return Ok(item);
        }
        let code_point = match letter {
            'b' => 8,
            '0'..='7' => {
                let text = format!("\\{letter}{}", self.source.take_while(2, |l| ('0'..='7').contains(&l))?);
                self.octal(&text)?
            }
            '8' | '9' => return Err(self.source.error(format!("bad escape \\{letter}"), 2)),
            _ => self.character(escaped, letter)?,
        };
        Ok(Item::Range(code_point, code_point))
    }

    fn octal(&self, text: &str) -> Result<u32> {
        match u32::from_str_radix(&text[1..], 8) {
            Ok(value) if value <= 0o377 => Ok(value),
            _ => {
                let message = format!("octal escape value {text} outside of range 0-0o377");
                Err(self.source.error(message, text.len()))
            }
        }
    }

    /// An escape that stands for one character, in sets and outside.
    fn character(&mut self, escaped: u32, letter: char) -> Result<u32> {
        let is_text = self.source.is_text;
        match letter {
            'a' => Ok(7),
            'f' => Ok(12),
            'n' => Ok(10),
            'r' => Ok(13),
            't' => Ok(9),
            'v' => Ok(11),
            'x' => self.hexadecimal(letter, 2),
            'u' if is_text => self.hexadecimal(letter, 4),
            'U' if is_text => self.hexadecimal(letter, 8),
            'N' if is_text => {
                if !self.source.accept('{')? {
                    return Err(self.source.error("missing {", 0));
                }
                let name = self.source.take_until('}', "character name")?;
                unicode_names2::character(&name).map(u32::from).ok_or_else(|| {
                    let before = name.chars().count() + 4;
                    self.source.error(format!("undefined character name {}", quoted(&name)), before)
                })
            }
            _ if letter.is_ascii_alphabetic() => Err(self.source.error(format!("bad escape \\{letter}"), 2)),
            _ => Ok(escaped),
        }
    }

    fn hexadecimal(&mut self, letter: char, digits: usize) -> Result<u32> {
        let text = self.source.take_while(digits, |letter| letter.is_ascii_hexdigit())?;
        if text.len() < digits {
            return Err(self.source.error(format!("incomplete escape \\{letter}{text}"), 2 + text.len()));
        }
        match u32::from_str_radix(&text, 16) {
            Ok(value) if value <= 0x10_FFFF => Ok(value),
            _ => Err(self.source.error(format!("bad escape \\{letter}{text}"), 2 + text.len())),
        }
    }

    /// An escape outside sets.
    fn escape(&mut self, token: Token) -> Result<Node> {
        let Token::Escaped(escaped) = token else { unreachable!("escapes only") };
        let letter = char::from_u32(escaped).unwrap_or('\u{fffd}');
        if let Some(item) = class_item(letter) {
            return Ok(Node::Set(Set { negated: false, items: vec![item] }));
        }
        let octal = |letter: char| ('0'..='7').contains(&letter);
        Ok(match letter {
            'A' => Node::At(At::Start),
            'Z' | 'z' => Node::At(At::End),
            'b' => Node::At(At::Boundary),
            'B' => Node::At(At::NoBoundary),
            '0' => {
                let digits = self.source.take_while(2, octal)?;
                Node::Literal(u32::from_str_radix(&format!("0{digits}"), 8).unwrap_or(0))
            }
            '1'..='9' => {
                let mut text = String::from(letter);
                text += &self.source.take_while(1, |letter| letter.is_ascii_digit())?;
                if text.len() == 2 && text.chars().all(octal) && self.source.peek().is_some_and(octal) {
                    text += &self.source.take_while(1, octal)?;
                    return Ok(Node::Literal(self.octal(&format!("\\{text}"))?));
                }
                let group: usize = text.parse().unwrap_or(usize::MAX);
                if group >= self.widths.len() {
                    return Err(self.source.error(format!("invalid group reference {group}"), text.len()));
                }
                self.check_closed(group, text.len() + 1)?;
                Node::Reference(group)
            }
            _ => Node::Literal(self.character(escaped, letter)?),
        })
    }

    /// A group that is referred to must not be open, nor of the same look behind.
    fn check_closed(&self, group: usize, before: usize) -> Result<()> {
        if self.widths[group].is_none() {
            return Err(self.source.error("cannot refer to an open group", before));
        }
        self.check_look_behind(group)
    }

    fn check_look_behind(&self, group: usize) -> Result<()> {
        match self.look_behind {
            Some(_) if group < self.widths.len() && self.widths[group].is_none() => {
                Err(self.source.error("cannot refer to an open group", 0))
            }
            Some(first) if group >= first => {
                let message = "cannot refer to group defined in the same lookbehind subpattern";
                Err(self.source.error(message, 0))
            }
            _ => Ok(()),
        }
    }

    fn known_group(&self, name: &str) -> Result<usize> {
        match self.names.iter().find(|(known, _)| known == name) {
            Some((_, group)) => Ok(*group),
            None => {
                let before = name.chars().count() + 1;
                Err(self.source.error(format!("unknown group name {}", quoted(name)), before))
            }
        }
    }

    /// What follows an opening parenthesis; None for what matches nothing by itself.
    fn group(&mut self, verbose: bool, nested: usize, first: bool) -> Result<Option<Node>> {
        let start = self.source.position() - 1;
        if !self.source.accept('?')? {
            return self.capture(None, verbose, nested, start).map(Some);
        }
        let token = self.expected()?;
        let letter = token.plain().unwrap_or('\\');
        match letter {
            'P' => self.named(verbose, nested, start).map(Some),
            ':' => {
                let body = self.enclosed(verbose, nested, start)?;
                Ok(Some(Node::Group { index: None, added: 0, removed: 0, body }))
            }
            '#' => loop {
                if self.source.next.is_none() {
                    let before = self.source.position() - start;
                    return Err(self.source.error("missing ), unterminated comment", before));
                }
                if self.source.get()?.and_then(Token::plain) == Some(')') {
                    return Ok(None);
                }
            },
            '=' | '!' => self.look(false, letter == '!', verbose, nested, start).map(Some),
            '<' => {
                let token = self.expected()?;
                match token.plain() {
                    Some(sign @ ('=' | '!')) => self.look(true, sign == '!', verbose, nested, start).map(Some),
                    _ => {
                        let text = token.text();
                        Err(self.source.error(format!("unknown extension ?<{text}"), text.chars().count() + 2))
                    }
                }
            }
            '(' => self.conditional(verbose, nested, start).map(Some),
            '>' => Ok(Some(Node::Atomic(self.enclosed(verbose, nested, start)?))),
            '-' => self.flagged(letter, verbose, nested, start, first),
            _ if flag(letter).is_some() => self.flagged(letter, verbose, nested, start, first),
            _ => {
                let text = token.text();
                Err(self.source.error(format!("unknown extension ?{text}"), text.chars().count() + 1))
            }
        }
    }

    fn expected(&mut self) -> Result<Token> {
        match self.source.get()? {
            Some(token) => Ok(token),
            None => Err(self.source.error("unexpected end of pattern", 0)),
        }
    }

    /// The inside of a parenthesis, and its end.
    fn enclosed(&mut self, verbose: bool, nested: usize, start: usize) -> Result<Sequence> {
        let body = self.alternatives(verbose, nested + 1)?;
        self.close(start)?;
        Ok(body)
    }

    fn close(&mut self, start: usize) -> Result<()> {
        if self.source.accept(')')? {
            return Ok(());
        }
        Err(self.source.error("missing ), unterminated subpattern", self.source.position() - start))
    }

    fn capture(&mut self, name: Option<String>, verbose: bool, nested: usize, start: usize) -> Result<Node> {
        let index = self.widths.len();
        self.widths.push(None);
        if let Some(name) = name {
            if let Some((_, other)) = self.names.iter().find(|(known, _)| *known == name) {
                let before = name.chars().count() + 1;
                let message =
                    format!("redefinition of group name {} as group {index}; was group {other}", quoted(&name));
                return Err(self.source.error(message, before));
            }
            self.names.push((name, index));
        }
        let body = self.enclosed(verbose, nested, start)?;
        let known: Vec<(u64, u64)> = self.widths.iter().map(|width| width.unwrap_or((0, 0))).collect();
        self.widths[index] = Some(width(&body, &known));
        Ok(Node::Group { index: Some(index), added: 0, removed: 0, body })
    }

    /// `(?P<name>…)` and `(?P=name)`.
    fn named(&mut self, verbose: bool, nested: usize, start: usize) -> Result<Node> {
        if self.source.accept('<')? {
            let name = self.source.take_until('>', "group name")?;
            self.source.check_group_name(&name)?;
            return self.capture(Some(name), verbose, nested, start);
        }
        if self.source.accept('=')? {
            let name = self.source.take_until(')', "group name")?;
            self.source.check_group_name(&name)?;
            let group = self.known_group(&name)?;
            self.check_closed(group, name.chars().count() + 1)?;
            return Ok(Node::Reference(group));
        }
        let text = self.expected()?.text();
        Err(self.source.error(format!("unknown extension ?P{text}"), text.chars().count() + 2))
    }

    fn look(&mut self, behind: bool, negative: bool, verbose: bool, nested: usize, start: usize) -> Result<Node> {
        let outer = self.look_behind;
        if behind && outer.is_none() {
            self.look_behind = Some(self.widths.len());
        }
        let body = self.alternatives(verbose, nested + 1)?;
        if behind {
            self.look_behind = outer;
        }
        self.close(start)?;
        if negative && body.is_empty() {
            return Ok(Node::Failure);
        }
        Ok(Node::Look { behind, negative, body })
    }

    fn conditional(&mut self, verbose: bool, nested: usize, start: usize) -> Result<Node> {
        let name = self.source.take_until(')', "group name")?;
        let before = name.chars().count() + 1;
        let group = if name.bytes().all(|byte| byte.is_ascii_digit()) {
            match name.parse::<usize>() {
                Ok(0) => return Err(self.source.error("bad group number", before)),
                Ok(group) if group < MOST_GROUPS => {
                    if self.awaited.iter().all(|(known, _)| *known != group) {
                        self.awaited.push((group, self.source.position() - before));
                    }
                    group
                }
                _ => return Err(self.source.error(format!("invalid group reference {name}"), before)),
            }
        } else {
            self.source.check_group_name(&name)?;
            self.known_group(&name)?
        };
        self.check_look_behind(group)?;
        if nested >= DEEPEST {
            return Err(self.source.error("groups nested too deeply for Taipan", 0));
        }
        let yes = self.sequence(verbose, nested + 1, false)?;
        let mut no = None;
        if self.source.accept('|')? {
            no = Some(self.sequence(verbose, nested + 1, false)?);
            if self.source.peek() == Some('|') {
                return Err(self.source.error("conditional backref with more than two branches", 0));
            }
        }
        self.close(start)?;
        Ok(Node::Conditional { group, yes, no })
    }

    /// `(?flags)` and `(?flags-flags:…)`.
    fn flagged(
        &mut self,
        letter: char,
        verbose: bool,
        nested: usize,
        start: usize,
        first: bool,
    ) -> Result<Option<Node>> {
        let Some((added, removed)) = self.inline_flags(letter)? else {
            if !first {
                let before = self.source.position() - start;
                return Err(self.source.error("global flags not at the start of the expression", before));
            }
            return Ok(None);
        };
        let verbose = (verbose || added & flags::VERBOSE != 0) && removed & flags::VERBOSE == 0;
        let body = self.enclosed(verbose, nested, start)?;
        Ok(Some(Node::Group { index: None, added, removed, body }))
    }

    /// Flags that are added and removed; None for those of the whole expression.
    fn inline_flags(&mut self, first: char) -> Result<Option<(u32, u32)>> {
        let (mut added, mut removed) = (0, 0);
        let mut letter = first;
        while letter != '-' {
            let bit = flag(letter).unwrap_or(0);
            let wrong = match (self.source.is_text, letter) {
                (true, 'L') => Some("cannot use 'L' flag with a str pattern"),
                (false, 'u') => Some("cannot use 'u' flag with a bytes pattern"),
                _ => None,
            };
            if let Some(wrong) = wrong {
                return Err(self.source.error(format!("bad inline flags: {wrong}"), 0));
            }
            added |= bit;
            if bit & flags::ALPHABETS != 0 && added & flags::ALPHABETS != bit {
                let message = "bad inline flags: flags 'a', 'u' and 'L' are incompatible";
                return Err(self.source.error(message, 0));
            }
            letter = self.flag_letter("missing -, : or )", ")-:")?;
            if letter == ')' {
                self.flags |= added;
                return Ok(None);
            }
            if letter == ':' {
                break;
            }
        }
        if added & flags::GLOBAL != 0 {
            return Err(self.source.error("bad inline flags: cannot turn on global flag", 1));
        }
        if letter == '-' {
            letter = self.flag_letter("missing flag", "")?;
            while letter != ':' {
                let bit = flag(letter).unwrap_or(0);
                if bit & flags::ALPHABETS != 0 {
                    let message = "bad inline flags: cannot turn off flags 'a', 'u' and 'L'";
                    return Err(self.source.error(message, 0));
                }
                removed |= bit;
                letter = self.flag_letter("missing :", ":")?;
            }
        }
        if added & removed != 0 {
            return Err(self.source.error("bad inline flags: flag turned on and off", 1));
        }
        Ok(Some((added, removed)))
    }

    /// The next letter of inline flags, or a sign that may end them.
    fn flag_letter(&mut self, missing: &str, signs: &str) -> Result<char> {
        let Some(token) = self.source.get()? else { return Err(self.source.error(missing, 0)) };
        match token.plain() {
            Some(letter) if signs.contains(letter) || flag(letter).is_some() => Ok(letter),
            other => {
                let unknown = other.is_some_and(char::is_alphabetic);
                let message = if unknown { "unknown flag" } else { missing };
                Err(self.source.error(message, token.text().chars().count()))
            }
        }
    }
}

/// A letter of inline flags.
fn flag(letter: char) -> Option<u32> {
    Some(match letter {
        'i' => flags::IGNORE_CASE,
        'L' => flags::LOCALE,
        'm' => flags::MULTILINE,
        's' => flags::DOT_ALL,
        'x' => flags::VERBOSE,
        'a' => flags::ASCII,
        'u' => flags::UNICODE,
        _ => return None,
    })
}

/// `\d`, `\S` and the like.
fn class_item(letter: char) -> Option<Item> {
    let class = match letter.to_ascii_lowercase() {
        'd' => Class::Digit,
        's' => Class::Space,
        'w' => Class::Word,
        _ => return None,
    };
    Some(Item::Class { class, negated: letter.is_ascii_uppercase() })
}

/// Puts what plain groups hold in their place.
fn unpacked(nodes: Sequence) -> Sequence {
    let mut out = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::Group { index: None, added: 0, removed: 0, body } => out.extend(body),
            node => out.push(node),
        }
    }
    out
}
