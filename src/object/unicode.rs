//! What str methods ask of characters. Categories are those of Unicode 16, as in CPython 3.14; case mappings are the
//! standard library's, and title case and case folding are derived from them.
//!
//! Code points may be surrogates, which have no properties.

use std::borrow::Cow;

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use super::string::{code_points, push_code_point};

fn category(code_point: u32) -> GeneralCategory {
    char::from_u32(code_point).map_or(GeneralCategory::Surrogate, |c| c.general_category())
}

fn group(code_point: u32) -> GeneralCategoryGroup {
    char::from_u32(code_point).map_or(GeneralCategoryGroup::Other, |c| c.general_category_group())
}

fn holds(code_point: u32, property: impl Fn(char) -> bool) -> bool {
    char::from_u32(code_point).is_some_and(property)
}

pub fn is_alpha(code_point: u32) -> bool {
    match code_point {
        0..0x80 => (code_point as u8).is_ascii_alphabetic(),
        _ => group(code_point) == GeneralCategoryGroup::Letter,
    }
}

pub fn is_decimal(code_point: u32) -> bool {
    match code_point {
        0..0x80 => (code_point as u8).is_ascii_digit(),
        _ => category(code_point) == GeneralCategory::DecimalNumber,
    }
}

/// Numbers of category No that are written with a single digit: superscripts, circled digits and the like.
const DIGITS_OTHER_THAN_DECIMAL: [(u32, u32); 20] = [
    (0xB2, 0xB3),
    (0xB9, 0xB9),
    (0x1369, 0x1371),
    (0x19DA, 0x19DA),
    (0x2070, 0x2070),
    (0x2074, 0x2079),
    (0x2080, 0x2089),
    (0x2460, 0x2468),
    (0x2474, 0x247C),
    (0x2488, 0x2490),
    (0x24EA, 0x24EA),
    (0x24F5, 0x24FD),
    (0x24FF, 0x24FF),
    (0x2776, 0x277E),
    (0x2780, 0x2788),
    (0x278A, 0x2792),
    (0x10A40, 0x10A43),
    (0x10E60, 0x10E68),
    (0x11052, 0x1105A),
    (0x1F100, 0x1F10A),
];

pub fn is_digit(code_point: u32) -> bool {
    is_decimal(code_point)
        || DIGITS_OTHER_THAN_DECIMAL.iter().any(|&(first, last)| (first..=last).contains(&code_point))
}

/// Ideographs that are numbers, which their category does not tell. In order.
const NUMERIC_IDEOGRAPHS: [u32; 91] = [
    0x3405, 0x3483, 0x382A, 0x3B4D, 0x4E00, 0x4E03, 0x4E07, 0x4E09, 0x4E24, 0x4E5D, 0x4E8C, 0x4E94, 0x4E96, 0x4EAC,
    0x4EBF, 0x4EC0, 0x4EDF, 0x4EE8, 0x4F0D, 0x4F70, 0x4FE9, 0x5006, 0x5104, 0x5146, 0x5169, 0x516B, 0x516D, 0x5341,
    0x5343, 0x5344, 0x5345, 0x534C, 0x53C1, 0x53C2, 0x53C3, 0x53C4, 0x56DB, 0x58F1, 0x58F9, 0x5E7A, 0x5EFE, 0x5EFF,
    0x5F0C, 0x5F0D, 0x5F0E, 0x5F10, 0x62D0, 0x62FE, 0x634C, 0x67D2, 0x6D1E, 0x6F06, 0x7396, 0x767E, 0x7695, 0x79ED,
    0x8086, 0x842C, 0x8CAE, 0x8CB3, 0x8D30, 0x920E, 0x94A9, 0x9621, 0x9646, 0x964C, 0x9678, 0x96F6, 0xF96B, 0xF973,
    0xF978, 0xF9B2, 0xF9D1, 0xF9D3, 0xF9FD, 0x20001, 0x20064, 0x200E2, 0x20121, 0x2092A, 0x20983, 0x2098C, 0x2099C,
    0x20AEA, 0x20AFD, 0x20B19, 0x22390, 0x22998, 0x23B1B, 0x2626D, 0x2F890,
];

pub fn is_numeric(code_point: u32) -> bool {
    match code_point {
        0..0x80 => (code_point as u8).is_ascii_digit(),
        _ if group(code_point) == GeneralCategoryGroup::Number => true,
        _ => NUMERIC_IDEOGRAPHS.binary_search(&code_point).is_ok(),
    }
}

pub fn is_space(code_point: u32) -> bool {
    matches!(
        code_point,
        0x09..=0x0D | 0x1C..=0x20 | 0x85 | 0xA0 | 0x1680 | 0x2000..=0x200A | 0x2028 | 0x2029 | 0x202F | 0x205F | 0x3000
    )
}

/// Whether `repr` shows the character as it is.
pub fn is_printable(code_point: u32) -> bool {
    match code_point {
        0..0x7F => code_point >= 0x20,
        _ => !matches!(group(code_point), GeneralCategoryGroup::Other | GeneralCategoryGroup::Separator),
    }
}

/// Whether a letter has got its case with Unicode 17 only, which the standard library knows.
fn is_newly_cased(code_point: u32) -> bool {
    matches!(code_point, 0xA7CE | 0xA7CF | 0xA7D2..=0xA7D5 | 0xA7F1 | 0x16EA0..=0x16ED3)
}

pub fn is_upper(code_point: u32) -> bool {
    holds(code_point, char::is_uppercase) && !is_newly_cased(code_point)
}

pub fn is_lower(code_point: u32) -> bool {
    // The last ones have been lower case before, the first of them no more since.
    holds(code_point, char::is_lowercase) && !is_newly_cased(code_point)
        || matches!(code_point, 0x295 | 0xA7D3 | 0xA7D5)
}

pub fn is_title(code_point: u32) -> bool {
    code_point > 0x7F && category(code_point) == GeneralCategory::TitlecaseLetter
}

fn is_cased(code_point: u32) -> bool {
    is_upper(code_point) || is_lower(code_point) || is_title(code_point)
}

/// Whether a character is passed over when looking for the cased letters around a sigma.
fn is_case_ignorable(code_point: u32) -> bool {
    use GeneralCategory::*;
    let by_category =
        matches!(category(code_point), NonspacingMark | EnclosingMark | Format | ModifierLetter | ModifierSymbol);
    // Word_Break is MidLetter, MidNumLet or Single_Quote.
    let by_word_break = matches!(
        code_point,
        0x27 | 0x2E
            | 0x3A
            | 0xB7
            | 0x387
            | 0x55F
            | 0x5F4
            | 0x2018
            | 0x2019
            | 0x2024
            | 0x2027
            | 0xFE13
            | 0xFE52
            | 0xFE55
            | 0xFF07
            | 0xFF0E
            | 0xFF1A
    );
    by_category || by_word_break
}

fn is_assigned(c: char) -> bool {
    c.general_category() != GeneralCategory::Unassigned
}

/// `str.isidentifier`
pub fn is_identifier(wtf8: &[u8]) -> bool {
    let mut characters = code_points(wtf8);
    characters.next().is_some_and(|first| {
        first == u32::from('_') || holds(first, |c| unicode_ident::is_xid_start(c) && is_assigned(c))
    }) && characters.all(|next| holds(next, |c| unicode_ident::is_xid_continue(c) && is_assigned(c)))
}

/// The value of a decimal digit. Each set of ten stands together in order.
pub fn decimal_value(code_point: u32) -> Option<u8> {
    if code_point < 0x80 {
        return (code_point as u8).is_ascii_digit().then(|| code_point as u8 - b'0');
    }
    if !is_decimal(code_point) {
        return None;
    }
    let before = (1..).take_while(|back| is_decimal(code_point - back)).count();
    Some((before % 10) as u8)
}

/// Text to be read as a number: digits of all scripts become ASCII, spaces a blank, and other characters `?`.
pub fn number_text(wtf8: &[u8]) -> Cow<'_, [u8]> {
    if wtf8.is_ascii() {
        return Cow::Borrowed(wtf8);
    }
    let translate = |code_point| match decimal_value(code_point) {
        Some(digit) => b'0' + digit,
        None if code_point < 0x80 => code_point as u8,
        None if is_space(code_point) => b' ',
        None => b'?',
    };
    Cow::Owned(code_points(wtf8).map(translate).collect())
}

/// Without spaces at both ends; for text that is ASCII.
pub fn trim_ascii(text: &[u8]) -> &[u8] {
    let is_space = |byte: &u8| is_space(u32::from(*byte));
    let start = text.iter().position(|byte| !is_space(byte)).unwrap_or(text.len());
    let end = text.iter().rposition(|byte| !is_space(byte)).map_or(start, |last| last + 1);
    &text[start..end]
}

fn cased_char(code_point: u32) -> Option<char> {
    char::from_u32(code_point).filter(|_| !is_newly_cased(code_point))
}

fn push_lower(out: &mut Vec<u8>, code_point: u32) {
    match cased_char(code_point) {
        Some(c) => c.to_lowercase().for_each(|c| push_code_point(out, c.into())),
        None => push_code_point(out, code_point),
    }
}

fn push_upper(out: &mut Vec<u8>, code_point: u32) {
    match cased_char(code_point) {
        Some(c) => c.to_uppercase().for_each(|c| push_code_point(out, c.into())),
        None => push_code_point(out, code_point),
    }
}

fn push_title(out: &mut Vec<u8>, code_point: u32) {
    let single = match code_point {
        // Digraphs such as DŽ, Dž, dž: the one in the middle is in title case.
        0x1C4..=0x1CC => 0x1C5 + (code_point - 0x1C4) / 3 * 3,
        0x1F1..=0x1F3 => 0x1F2,
        // Georgian has capitals only for texts all in capitals.
        0x10D0..=0x10FA | 0x10FD..=0x10FF => code_point,
        // Greek with an iota subscript, and the same with the iota beside it.
        0x1F80..=0x1FAF => code_point | 8,
        0x1FB3 | 0x1FBC => 0x1FBC,
        0x1FC3 | 0x1FCC => 0x1FCC,
        0x1FF3 | 0x1FFC => 0x1FFC,
        0x149 => return push_upper(out, code_point),
        _ => {
            let Some(c) = cased_char(code_point) else { return push_code_point(out, code_point) };
            let mut upper = c.to_uppercase();
            upper.next().into_iter().for_each(|first| push_code_point(out, first.into()));
            return upper.for_each(|rest| match rest {
                // An iota written beside the capital goes back below it.
                'Ι' => push_code_point(out, 0x345),
                _ => push_lower(out, rest.into()),
            });
        }
    };
    push_code_point(out, single);
}

fn push_folded(out: &mut Vec<u8>, code_point: u32) {
    match code_point {
        // Cherokee folds to its capitals, which are older.
        0x131 | 0x13A0..=0x13F5 => push_code_point(out, code_point),
        0x13F8..=0x13FD => push_code_point(out, code_point - 8),
        0xAB70..=0xABBF => push_code_point(out, code_point - 0xAB70 + 0x13A0),
        0x1E9E => out.extend_from_slice(b"ss"),
        _ => match cased_char(code_point) {
            Some(c) => c.to_uppercase().for_each(|c| push_lower(out, c.into())),
            None => push_code_point(out, code_point),
        },
    }
}

const SIGMA: u32 = 0x3A3;

/// Appends the lower case of the character at the start of `rest`, `before` being what precedes it in the string. A
/// sigma at the end of a word has a form of its own.
fn push_lower_in_context(out: &mut Vec<u8>, code_point: u32, before: &[u8], after: &[u8]) {
    if code_point != SIGMA {
        return push_lower(out, code_point);
    }
    let cased = |code_point: Option<u32>| code_point.is_some_and(is_cased);
    let preceded = cased(code_points(before).rev().find(|&c| !is_case_ignorable(c)));
    let followed = cased(code_points(after).find(|&c| !is_case_ignorable(c)));
    push_code_point(out, if preceded && !followed { 0x3C2 } else { 0x3C3 });
}

/// Maps each character, given what stands before and after it.
fn map(wtf8: &[u8], mut push: impl FnMut(&mut Vec<u8>, u32, &[u8], &[u8])) -> Vec<u8> {
    let mut out = Vec::with_capacity(wtf8.len());
    let mut characters = code_points(wtf8);
    let mut before = 0;
    while let Some(code_point) = characters.next() {
        push(&mut out, code_point, &wtf8[..before], characters.rest());
        before = wtf8.len() - characters.rest().len();
    }
    out
}

pub fn to_lower(wtf8: &[u8]) -> Vec<u8> {
    if wtf8.is_ascii() { wtf8.to_ascii_lowercase() } else { map(wtf8, push_lower_in_context) }
}

pub fn to_upper(wtf8: &[u8]) -> Vec<u8> {
    if wtf8.is_ascii() { wtf8.to_ascii_uppercase() } else { map(wtf8, |out, c, _, _| push_upper(out, c)) }
}

pub fn to_folded(wtf8: &[u8]) -> Vec<u8> {
    if wtf8.is_ascii() { wtf8.to_ascii_lowercase() } else { map(wtf8, |out, c, _, _| push_folded(out, c)) }
}

pub fn swap_case(wtf8: &[u8]) -> Vec<u8> {
    map(wtf8, |out, c, before, after| {
        if is_upper(c) {
            push_lower_in_context(out, c, before, after);
        } else if is_lower(c) {
            push_upper(out, c);
        } else {
            push_code_point(out, c);
        }
    })
}

/// `str.title`: words begin in title case, the rest is in lower case.
pub fn to_title(wtf8: &[u8]) -> Vec<u8> {
    let mut in_word = false;
    map(wtf8, |out, c, before, after| {
        if in_word {
            push_lower_in_context(out, c, before, after)
        } else {
            push_title(out, c)
        }
        in_word = is_cased(c);
    })
}

pub fn capitalize(wtf8: &[u8]) -> Vec<u8> {
    map(
        wtf8,
        |out, c, before, after| {
            if before.is_empty() { push_title(out, c) } else { push_lower_in_context(out, c, before, after) }
        },
    )
}

/// Whether there is a cased character and all of them pass: `str.isupper`, `str.islower`.
fn all_cased(wtf8: &[u8], is_wrong: fn(u32) -> bool, is_right: fn(u32) -> bool) -> bool {
    let mut found = false;
    for code_point in code_points(wtf8) {
        if is_wrong(code_point) {
            return false;
        }
        found |= is_right(code_point);
    }
    found
}

pub fn is_upper_text(wtf8: &[u8]) -> bool {
    all_cased(wtf8, |c| is_lower(c) || is_title(c), is_upper)
}

pub fn is_lower_text(wtf8: &[u8]) -> bool {
    all_cased(wtf8, |c| is_upper(c) || is_title(c), is_lower)
}

/// `str.istitle`
pub fn is_title_text(wtf8: &[u8]) -> bool {
    let (mut found, mut in_word) = (false, false);
    for code_point in code_points(wtf8) {
        let capital = is_upper(code_point) || is_title(code_point);
        let small = is_lower(code_point);
        if capital && in_word || small && !in_word {
            return false;
        }
        in_word = capital || small;
        found |= in_word;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(map: fn(&[u8]) -> Vec<u8>, text: &str) -> String {
        String::from_utf8(map(text.as_bytes())).expect("case mappings keep text valid")
    }

    #[test]
    fn case_mappings_are_full() {
        assert_eq!(mapped(to_upper, "straße ŉ ﬃ"), "STRASSE ʼN FFI");
        assert_eq!(mapped(to_lower, "ΟΔΥΣΣΕΥΣ ΑΣ. Σ"), "οδυσσευς ας. σ");
        assert_eq!(mapped(to_folded, "Straße ẞ Ꭰꭰ ſ İ"), "strasse ss ᎠᎠ s i̇");
        assert_eq!(mapped(to_title, "they're ǆ ßa ﬁx"), "They'Re ǅ Ssa Fix");
        assert_eq!(mapped(capitalize, "ᾳ ΑΣ"), "ᾼ ας");
        assert_eq!(mapped(swap_case, "aBc ß"), "AbC SS");
    }

    #[test]
    fn digits_of_all_scripts_are_numbers() {
        assert_eq!(&*number_text("\u{2003}٣٤५x".as_bytes()), b" 345x");
        assert_eq!(decimal_value(0x1D7D8), Some(0));
        assert_eq!(decimal_value(0x1D7D7), Some(9));
        assert!(is_digit(0xB2) && !is_decimal(0xB2) && is_numeric(0xBD) && !is_digit(0xBD) && is_numeric('万'.into()));
    }
}
