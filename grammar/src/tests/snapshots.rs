//! Pictures of tokens; those of trees and errors are in `tests/syntax` at the top.

fn tokens(source: &str) -> String {
    let lexed = crate::lexer::lex(source);
    let line = |&(start, token, end): &crate::token::Lexeme| {
        let text = &source[start as usize..end as usize];
        format!("{start}..{end} {token:?} {text:?}\n")
    };
    lexed.tokens.iter().map(line).collect()
}

#[test]
fn layout() {
    insta::assert_snapshot!(tokens("if x:  # c\n\n    y = (1,\n  2)\n\tz\nelse: a \\\n  + b"));
}

#[test]
fn fields_of_formatted_strings() {
    insta::assert_snapshot!(tokens(r#"f"a{{{b!r:>{w}}}}" t'''{x = :=^9}''' f"{ {1: 2}[1] }" rf'\{y}'"#));
}

#[test]
fn soft_keywords() {
    insta::assert_snapshot!(tokens(
        "match = type\ntype X = match\nmatch x:\n  case case: type[1]\nmatch(x)\nmatch (x):\n  case _: pass\n"
    ));
}

#[test]
fn strange_text() {
    insta::assert_snapshot!(tokens("é = “a” $ 1abc 0x 'b\n)"));
}
