//! Orders of sets as CPython 3.14 printed them: each line of `orders.txt` is a program and what `list(set)` was after
//! it. `~seed,count,modulus` stands for that many numbers of a generator; long results are told by a checksum.

use super::*;
use crate::object::hash;

fn same(left: Value, right: Value) -> Option<bool> {
    Some(left == right)
}

fn numbers(text: &str) -> Vec<i64> {
    let parse =
        |text: &str| text.split(',').filter(|part| !part.is_empty()).map(|part| part.parse().unwrap()).collect();
    let Some(text) = text.strip_prefix('~') else {
        return parse(text);
    };
    let parts: Vec<i64> = parse(text);
    let mut state = parts[0];
    let mut next = || {
        state = (state * 1_103_515_245 + 12_345) % (1 << 31);
        state / 8 % parts[2]
    };
    (0..parts[1]).map(|_| next()).collect()
}

fn add(table: &mut Table, number: i64) {
    assert!(table.add(hash::of_i64(number), Value::int(number), same));
}

fn step(table: &mut Table, word: &str) {
    let (operation, operand) = word.split_once(':').unwrap();
    match operation {
        "pop" => (0..operand.parse().unwrap()).for_each(|_: u32| assert!(table.pop().is_some())),
        "copy" => *table = table.copy(),
        "add" => numbers(operand).into_iter().for_each(|number| add(table, number)),
        "del" => {
            for number in numbers(operand) {
                let found = table.search(hash::of_i64(number), |key| same(key, Value::int(number))).found();
                found.map(|slot| table.remove(slot));
            }
        }
        _ => {
            let mut other = Table::new();
            numbers(operand).into_iter().for_each(|number| add(&mut other, number));
            let result = match operation {
                "|" => {
                    let mut result = table.copy();
                    result.merge(&other, 0, same).is_none().then_some(result)
                }
                "&" | "&=" => table.intersection(&other, same),
                "-" => table.difference(&other, same),
                "^" => {
                    let mut result = other.copy();
                    result.toggle(table, 0, same).is_none().then_some(result)
                }
                "|=" => table.merge(&other, 0, same).is_none().then(|| table.clone()),
                "-=" => table.take_out(&other, same).then(|| table.clone()),
                "^=" => table.toggle(&other, 0, same).is_none().then(|| table.clone()),
                _ => panic!("{operation}"),
            };
            table.replace(result.unwrap());
        }
    }
}

fn show(table: &Table) -> String {
    let numbers: Vec<i64> = table.iter().map(|(_, key)| key.as_int().unwrap()).collect();
    if numbers.len() <= 14 {
        return numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
    }
    let checksum = numbers.iter().fold(0, |sum, number| (sum * 31 + number) % 1_000_000_007);
    format!("{} elements, checksum {checksum}", numbers.len())
}

#[test]
fn orders_are_those_of_cpython() {
    for line in include_str!("orders.txt").lines() {
        let (program, expected) = line.split_once(" => ").unwrap();
        let mut table = Table::new();
        program.split(' ').for_each(|word| step(&mut table, word));
        assert_eq!(show(&table), expected, "{program}");
    }
}

#[test]
fn probes_meet_every_element_of_equal_hash() {
    let mut table = Table::new();
    for number in 0..40 {
        table.insert_new(7, Value::int(number));
        table.insert_new(number, Value::NONE);
    }
    let mut probe = table.probe(7);
    let mut found = Vec::new();
    while let Candidate::Entry(slot) = table.next_candidate(&mut probe) {
        found.extend(table.element(slot).1.as_int());
    }
    found.sort();
    assert_eq!(found, (0..40).collect::<Vec<_>>());
    table.remove(table.next_slot(0).unwrap());
    assert!(table.is_stale(&probe));
}
