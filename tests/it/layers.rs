//! Keeps the picture of the rooms true: a room names only rooms further down.
//! Reads the `crate::room` paths of each file under `src/`, up to its unit tests.

use std::fs;
use std::path::{Path, PathBuf};

/// The spine, top to bottom. A room may use those after it.
const SPINE: [&str; 9] = ["cli", "embed", "modules", "builtins", "event", "vm", "object", "heap", "bytecode"];

/// `compile` stands beside the spine: these may call it, and it knows only the code objects it makes.
const COMPILES: [&str; 3] = ["cli", "embed", "modules"];

/// What everyone may name: the grammar crate as `src/lib.rs` calls it.
const EVERYWHERE: [&str; 1] = ["syntax"];

fn may_use(room: &str, other: &str) -> bool {
    if room == other || EVERYWHERE.contains(&other) {
        return true;
    }
    match (room, other) {
        ("guide", _) => false,
        (_, "compile") => COMPILES.contains(&room),
        ("compile", _) => other == "bytecode",
        _ => {
            let place = |name| SPINE.iter().position(|room| *room == name);
            matches!((place(room), place(other)), (Some(above), Some(below)) if above < below)
        }
    }
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|suffix| suffix == "rs") {
            found.push(path);
        }
    }
}

/// The rooms a line of code names, in paths or in the first level of `use crate::{…}`.
fn rooms_named(line: &str) -> Vec<&str> {
    let code = line.split("//").next().unwrap_or_default();
    let mut rooms = Vec::new();
    for (_, path) in code.match_indices("crate::").map(|(at, text)| (at, &code[at + text.len()..])) {
        let names = match path.strip_prefix('{') {
            Some(group) => group.split(',').collect(),
            None => vec![path],
        };
        for name in names {
            let name = name.trim_start();
            let end = name.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(name.len());
            if end > 0 && !name[end..].starts_with(char::is_alphanumeric) && !name[end..].starts_with('!') {
                rooms.push(&name[..end]);
            }
        }
    }
    rooms
}

#[test]
fn no_arrow_turns_back() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for entry in fs::read_dir(&source).expect("src") {
        let folder = entry.expect("a readable entry").path();
        if !folder.is_dir() {
            continue;
        }
        let room = folder.file_name().and_then(|name| name.to_str()).expect("a room's name").to_owned();
        let mut files = Vec::new();
        rust_files(&folder, &mut files);
        for file in files {
            let text = fs::read_to_string(&file).expect("UTF-8 source");
            let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            for (number, line) in code.lines().enumerate() {
                for other in rooms_named(line).into_iter().filter(|other| !may_use(&room, other)) {
                    wrong.push(format!("{}:{}: {room} -> {other}", file.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that turn back:\n{}", wrong.join("\n"));
}

#[test]
fn a_line_names_its_rooms() {
    assert_eq!(rooms_named("use crate::heap::{Value, Heap}; // crate::vm"), ["heap"]);
    assert_eq!(rooms_named("use crate::{heap, object::List};"), ["heap", "object"]);
    assert_eq!(rooms_named("let x = crate::vm::Vm::new(crate::heap::Heap::new());"), ["vm", "heap"]);
    assert_eq!(rooms_named("use crate::Vm; crate::raise!(x)"), Vec::<&str>::new());
    assert!(may_use("vm", "object") && !may_use("object", "vm") && !may_use("vm", "compile"));
}
