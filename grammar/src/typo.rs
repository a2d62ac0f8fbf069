//! Misspelled keywords: CPython 3.14 tries whether the text would parse with a keyword in place of a similar name.

use crate::span::Span;
use crate::surroundings::Surroundings;
use crate::token::{KEYWORDS, Token};

/// As much text is tried again, no more.
const MAX_TEXT: usize = 1024;
/// As many names of the line are tried.
const MAX_NAMES: usize = 10;

/// The name to replace in the line of an error, and the keyword that makes the text parse.
pub(crate) fn find(around: &Surroundings<'_>, error: Span) -> Option<(Span, &'static str)> {
    let source = around.source;
    let at = around.tokens.partition_point(|lexeme| lexeme.0 < error.start);
    let begin = around.last_statement(around.line_start(at)) as usize;
    let begin = source[..begin].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let error_line = source[..error.start as usize].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let rest = &source[error.start as usize..];
    let end = error.start as usize + rest.find(['\n', '\r']).unwrap_or(rest.len());
    let text = source.get(begin..end)?;
    if text.len() > MAX_TEXT {
        return None;
    }
    let first = around.tokens.partition_point(|lexeme| (lexeme.0 as usize) < error_line);
    let line = around.tokens[first..].iter().take_while(|lexeme| (lexeme.0 as usize) < end);
    let names = line.filter(|lexeme| matches!(lexeme.1, Token::Name | Token::Match | Token::Case | Token::Type));
    for &(start, _, name_end) in names.take(MAX_NAMES) {
        let span = Span::new(start, name_end);
        for keyword in similar(span.text(source)) {
            let mut tried = text.to_owned();
            tried.replace_range(start as usize - begin..name_end as usize - begin, keyword);
            if is_possible(&dedent(&tried), keyword) {
                return Some((span, keyword));
            }
        }
    }
    None
}

/// CPython compiles what it tries, so a keyword that needs a function around it helps only an unfinished text.
fn is_possible(text: &str, keyword: &str) -> bool {
    let parsed = crate::parse_text(text, false);
    let needs_function = matches!(keyword, "return" | "await" | "yield" | "nonlocal") || {
        let rest = text.split_once("async").map(|(_, rest)| rest.trim_start());
        keyword == "async" && !rest.is_some_and(|rest| rest.starts_with("def"))
    };
    // An indented last line leaves its block open.
    let open = text.trim_end().lines().last().is_some_and(|line| line.starts_with([' ', '\t']));
    parsed.incomplete || parsed.errors.is_empty() && (open || !needs_function)
}

/// Takes off the indentation that all lines share.
fn dedent(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines = || text.split_inclusive('\n');
    let shared = lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let mut out: String = lines().map(|line| line.get(shared..).unwrap_or("\n")).collect();
    out.push('\n');
    out
}

/// At most three keywords that resemble `name`: the nearest by edits, then the most alike.
fn similar(name: &str) -> Vec<&'static str> {
    let mut found: Vec<&str> = nearest(name).into_iter().collect();
    let mut alike: Vec<(f64, &str)> = KEYWORDS.iter().map(|keyword| (ratio(keyword, name), *keyword)).collect();
    alike.retain(|(ratio, _)| *ratio >= 0.5);
    alike.sort_by(|one, other| other.partial_cmp(one).unwrap_or(std::cmp::Ordering::Equal));
    found.extend(alike.into_iter().take(3).map(|(_, keyword)| keyword));
    found.truncate(3);
    found.retain(|keyword| *keyword != name);
    found
}

/// A move costs 2, a change of case 1.
const MOVE: usize = 2;

fn nearest(name: &str) -> Option<&'static str> {
    if name.len() > 40 {
        return None;
    }
    let mut best: Option<(usize, &'static str)> = None;
    for keyword in KEYWORDS {
        let mut limit = (name.len() + keyword.len() + 3) * MOVE / 6;
        if let Some((distance, _)) = best {
            limit = limit.min(distance - 1);
        }
        let distance = edits(name.as_bytes(), keyword.as_bytes());
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, keyword));
        }
    }
    best.map(|(_, keyword)| keyword)
}

/// Levenshtein's distance, weighted.
fn edits(one: &[u8], other: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=one.len()).map(|i| i * MOVE).collect();
    for (i, b) in other.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1) * MOVE;
        for (j, a) in one.iter().enumerate() {
            let change = match (a == b, a.eq_ignore_ascii_case(b)) {
                (true, _) => 0,
                (_, true) => 1,
                _ => MOVE,
            };
            let cost = (diagonal + change).min(row[j] + MOVE).min(row[j + 1] + MOVE);
            diagonal = std::mem::replace(&mut row[j + 1], cost);
        }
    }
    row[one.len()]
}

/// How alike two words are, from 0 to 1: Ratcliff and Obershelp's measure, as Python's `difflib` has it.
fn ratio(one: &str, other: &str) -> f64 {
    let total = one.len() + other.len();
    if total == 0 {
        return 1.0;
    }
    2.0 * matches(one.as_bytes(), other.as_bytes()) as f64 / total as f64
}

/// The size of the longest common block and, left and right of it, of those that remain.
fn matches(one: &[u8], other: &[u8]) -> usize {
    let mut best = (0, 0, 0);
    for i in 0..one.len() {
        for j in 0..other.len() {
            let size = one[i..].iter().zip(&other[j..]).take_while(|(a, b)| a == b).count();
            if size > best.2 {
                best = (i, j, size);
            }
        }
    }
    let (i, j, size) = best;
    if size == 0 {
        return 0;
    }
    size + matches(&one[..i], &other[..j]) + matches(&one[i + size..], &other[j + size..])
}
