//! Letters as a regular expression sees them: classes, and which are the same but for their case.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::syntax::{Class, Item, Set};
use crate::object::unicode::{is_alpha, is_decimal, is_numeric, is_space};

/// How letters are compared if case does not matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Alphabet {
    Ascii,
    Unicode,
}

/// The letter that stands for all that differ from it in case only.
pub fn fold(code_point: u32, alphabet: Alphabet) -> u32 {
    if code_point < 128 {
        return u32::from((code_point as u8).to_ascii_lowercase());
    }
    if alphabet == Alphabet::Ascii {
        return code_point;
    }
    let lower = char::from_u32(code_point).map_or(code_point, |letter| match letter {
        // Their lower cases are two letters; CPython goes by the simple mapping.
        'İ' => u32::from('i'),
        _ => single(letter.to_lowercase()).map_or(code_point, u32::from),
    });
    // Letters are the same too if they have the same upper case.
    match char::from_u32(lower) {
        Some('ı') => u32::from('i'),
        Some('ﬅ') => u32::from('ﬆ'),
        Some('\u{1fd3}') => 0x390,
        Some('\u{1fe3}') => 0x3b0,
        Some(letter) => {
            single(letter.to_uppercase()).and_then(|upper| single(upper.to_lowercase())).map_or(lower, u32::from)
        }
        None => lower,
    }
}

fn single(mut letters: impl Iterator<Item = char>) -> Option<char> {
    letters.next().filter(|_| letters.next().is_none())
}

/// All letters with the same fold, by that, where there is more than one.
fn families() -> &'static HashMap<u32, Vec<u32>> {
    static FAMILIES: OnceLock<HashMap<u32, Vec<u32>>> = OnceLock::new();
    FAMILIES.get_or_init(|| {
        let mut families: HashMap<u32, Vec<u32>> = HashMap::new();
        // Nothing beyond has cases.
        for code_point in 0..0x1_F000 {
            let folded = fold(code_point, Alphabet::Unicode);
            if folded != code_point {
                families.entry(folded).or_insert_with(|| vec![folded]).push(code_point);
            }
        }
        families
    })
}

/// Whether a letter is of a class.
pub fn is_of(class: Class, code_point: u32, alphabet: Alphabet) -> bool {
    if code_point < 128 || alphabet == Alphabet::Ascii {
        let Some(letter) = u8::try_from(code_point).ok().filter(u8::is_ascii) else { return false };
        return match class {
            Class::Digit => letter.is_ascii_digit(),
            // Unicode counts the separators of information among spaces.
            Class::Space => {
                matches!(letter, b' ' | 9..=13) || (alphabet == Alphabet::Unicode && matches!(letter, 0x1c..=0x1f))
            }
            Class::Word => letter.is_ascii_alphanumeric() || letter == b'_',
        };
    }
    match class {
        Class::Digit => is_decimal(code_point),
        Class::Space => is_space(code_point),
        Class::Word => is_alpha(code_point) || is_numeric(code_point),
    }
}

/// A set made ready: the answers for ASCII are known.
#[derive(Debug)]
pub struct Charset {
    ascii: u128,
    negated: bool,
    items: Vec<Item>,
    alphabet: Alphabet,
    ignore_case: bool,
}

impl Charset {
    pub fn new(set: Set, alphabet: Alphabet, ignore_case: bool) -> Charset {
        let mut this = Charset { ascii: 0, negated: set.negated, items: set.items, alphabet, ignore_case };
        for code_point in 0..128 {
            if this.look_up(code_point) {
                this.ascii |= 1 << code_point;
            }
        }
        this
    }

    #[inline]
    pub fn contains(&self, code_point: u32) -> bool {
        match code_point < 128 {
            true => self.ascii >> code_point & 1 == 1,
            false => self.look_up(code_point),
        }
    }

    fn look_up(&self, code_point: u32) -> bool {
        let listed = self.lists(code_point)
            || (self.ignore_case && {
                let folded = fold(code_point, self.alphabet);
                match self.alphabet {
                    Alphabet::Ascii => {
                        code_point < 128 && {
                            let letter = code_point as u8;
                            self.lists(u32::from(letter.to_ascii_lowercase()))
                                || self.lists(u32::from(letter.to_ascii_uppercase()))
                        }
                    }
                    Alphabet::Unicode => {
                        families().get(&folded).is_some_and(|family| family.iter().any(|&other| self.lists(other)))
                    }
                }
            });
        listed != self.negated
    }

    fn lists(&self, code_point: u32) -> bool {
        self.items.iter().any(|item| match *item {
            Item::Range(low, high) => (low..=high).contains(&code_point),
            Item::Class { class, negated } => is_of(class, code_point, self.alphabet) != negated,
        })
    }
}
