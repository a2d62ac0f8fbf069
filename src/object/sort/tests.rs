//! What sorting asks, against CPython 3.14 sorting the same numbers.

use super::*;

fn generate(text: &str) -> Vec<i64> {
    let (first, rest) = text.split_once([' ', ',']).unwrap();
    let parts: Vec<i64> = rest.split([' ', ',']).map(|part| part.parse().unwrap()).collect();
    let [a, b] = [parts[0], *parts.last().unwrap()];
    match first {
        "up" => (0..a).collect(),
        "down" => (0..a).rev().collect(),
        "saw" => (0..a).map(|i| i % b).collect(),
        "two" => (0..a).chain(0..b).collect(),
        "steps" => (0..a).map(|i| i / 3).rev().collect(),
        "late" => (0..a).chain([5, 300, 899, 2]).collect(),
        "blocks" => (0..a).map(|i| (i / 100) * 7 % 11 * 100 + i % 100).collect(),
        _ => {
            let mut state: i64 = first[1..].parse().unwrap();
            let mut next = || {
                state = (state * 1_103_515_245 + 12_345) % (1 << 31);
                state / 8 % b
            };
            (0..a).map(|_| next()).collect()
        }
    }
}

const MODULUS: i64 = 1_000_000_007;

/// The numbers, how often `<` was asked, a checksum of what was asked, and one of the order that came out.
const CASES: &[(&str, u32, i64, i64)] = &[
    ("~1,10,1000", 24, 281211035, 196977029),
    ("~2,63,1000", 302, 375286593, 410786515),
    ("~3,64,1000", 311, 58893627, 378478253),
    ("~4,65,5", 296, 618036371, 397995091),
    ("~5,300,2", 1380, 208171176, 499787572),
    ("~6,1000,1000000", 8676, 97113923, 237470833),
    ("~7,5000,100", 50308, 68409734, 681735176),
    ("~8,20000,100000000", 260292, 797682669, 125108590),
    ("up 500", 499, 73808411, 771963589),
    ("down 500", 499, 73808411, 523132356),
    ("saw 2000 37", 15800, 638131674, 960894294),
    ("saw 3000 700", 9426, 425709986, 870357238),
    ("two 1000 400", 2225, 368329163, 12416216),
    ("two 400 1000", 2216, 800772890, 796482644),
    ("steps 600", 998, 310316923, 537102968),
    ("late 900", 954, 392884845, 11585297),
    ("blocks 1500", 2768, 946579341, 510642898),
];

#[test]
fn the_questions_are_those_of_cpython() {
    for &(name, count, asked, order) in CASES {
        let mut items: Vec<(i64, i64)> = generate(name).into_iter().zip(0..).collect();
        let (mut times, mut log) = (0, 0);
        let result: Result<(), ()> = sort(&mut items, |a, b| {
            times += 1;
            log = (log * 31 + a.1 * 7 + b.1) % MODULUS;
            Ok(a.0 < b.0)
        });
        assert_eq!(result, Ok(()));
        let sum = items.iter().fold(0, |sum, item| (sum * 31 + item.1) % MODULUS);
        assert_eq!((times, log, sum), (count, asked, order), "{name}");
    }
}

#[test]
fn a_failure_loses_nothing() {
    for (name, ..) in CASES.iter().filter(|case| case.1 < 10_000) {
        let numbers = generate(name);
        for allowed in (0..9000).step_by(97) {
            let mut items = numbers.clone();
            let mut times = 0;
            let result = sort(&mut items, |a, b| {
                times += 1;
                if times > allowed { Err(()) } else { Ok(a < b) }
            });
            assert!(result.is_ok() || times == allowed + 1);
            let (mut left, mut right) = (items, numbers.clone());
            left.sort();
            right.sort();
            assert_eq!(left, right);
        }
    }
}

#[test]
fn a_contradictory_order_does_no_harm() {
    let mut items = generate("~9,3000,1000");
    let mut state = 1u64;
    let result: Result<(), ()> = sort(&mut items, |_, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Ok(state >> 63 == 1)
    });
    assert_eq!(result, Ok(()));
    let mut numbers = generate("~9,3000,1000");
    items.sort();
    numbers.sort();
    assert_eq!(items, numbers);
}
