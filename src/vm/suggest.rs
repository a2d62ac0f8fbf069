//! "Did you mean …?": the closest known name by CPython's edit distance (moves cost 2, a change of case 1).

const MOVE: usize = 2;
const CASE: usize = 1;
const MOST_NAMES: usize = 750;
const LONGEST: usize = 40;

/// The known name nearest to a wrong one, if any is near enough.
pub fn closest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    if wrong.len() > LONGEST {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for (count, name) in known.into_iter().enumerate() {
        if count >= MOST_NAMES {
            return None;
        }
        if name == wrong {
            continue;
        }
        let limit = (name.len() + wrong.len() + 3) * MOVE / 6;
        let limit = best.map_or(limit, |(distance, _)| limit.min(distance.saturating_sub(1)));
        let distance = distance(wrong.as_bytes(), name.as_bytes(), limit);
        if distance <= limit {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name.to_owned())
}

fn substitution(left: u8, right: u8) -> usize {
    if left == right {
        0
    } else if left.eq_ignore_ascii_case(&right) {
        CASE
    } else {
        MOVE
    }
}

/// Levenshtein distance with these costs, or anything above `limit` if it is above it.
fn distance(left: &[u8], right: &[u8], limit: usize) -> usize {
    if left.len().abs_diff(right.len()) * MOVE > limit || left.len() > LONGEST || right.len() > LONGEST {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=right.len()).map(|column| column * MOVE).collect();
    for (index, &a) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (index + 1) * MOVE;
        for (column, &b) in right.iter().enumerate() {
            let replaced = diagonal + substitution(a, b);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + MOVE).min(row[column] + MOVE);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn near_names_are_found() {
        assert_eq!(closest("coutner", ["counter", "other"]).as_deref(), Some("counter"));
        assert_eq!(closest("apend", ["append", "extend"]).as_deref(), Some("append"));
        assert_eq!(closest("xyz", ["append"]), None);
    }
}
