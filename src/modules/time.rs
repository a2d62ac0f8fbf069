//! `time`.

use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use super::ModuleDef;
use crate::heap::{Gc, Value};
use crate::object::Dict;
use crate::vm::Context;
use crate::vm::native::{Args, NativeDef, Result};

/// The system's clock, in nanoseconds since 1970.
fn wall_clock() -> i128 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => since.as_nanos() as i128,
        Err(before) => -(before.duration().as_nanos() as i128),
    }
}

/// A clock of the kernel's, in nanoseconds.
fn clock(id: rustix::time::ClockId) -> i128 {
    let time = rustix::time::clock_gettime(id);
    i128::from(time.tv_sec) * 1_000_000_000 + i128::from(time.tv_nsec)
}

fn monotonic_clock() -> i128 {
    clock(rustix::time::ClockId::Monotonic)
}

fn process_clock() -> i128 {
    clock(rustix::time::ClockId::ProcessCPUTime)
}

fn thread_clock() -> i128 {
    clock(rustix::time::ClockId::ThreadCPUTime)
}

macro_rules! clocks {
    ($($seconds:ident $nanoseconds:ident $clock:path;)*) => {
        $(fn $seconds(_: &mut Context, _: Args) -> Result {
            Ok(Value::float($clock() as f64 / 1e9))
        }

        fn $nanoseconds(_: &mut Context, _: Args) -> Result {
            Ok(Value::int(i64::try_from($clock()).unwrap_or(i64::MAX)))
        })*
    };
}

clocks! {
    time time_ns wall_clock;
    monotonic monotonic_ns monotonic_clock;
    process_time process_time_ns process_clock;
    thread_time thread_time_ns thread_clock;
}

/// The longest sleep: what 64 bits of nanoseconds hold.
const LONGEST: f64 = 9_223_372_036.0;

/// The seconds of a duration as scripts give it.
fn duration(ctx: &mut Context, value: Value) -> Result<f64> {
    let plain = ctx.payload(value);
    let int = ctx.heap.int(plain).map(|int| crate::object::int::to_float(int).unwrap_or(f64::INFINITY));
    let seconds = match plain.as_float().or(int) {
        Some(seconds) => seconds,
        None if ctx.has_index(value) => ctx.clamped_index(value)? as f64,
        None => {
            let name = ctx.type_name(value);
            return Err(ctx.type_error(format!("'{name}' object cannot be interpreted as an integer or float")));
        }
    };
    if seconds.is_nan() {
        return Err(ctx.value_error("Invalid value NaN (not a number)"));
    }
    if seconds < 0.0 {
        return Err(ctx.value_error("sleep length must be non-negative"));
    }
    if seconds > LONGEST {
        return Err(ctx.overflow_error("timestamp out of range for platform time_t"));
    }
    Ok(seconds)
}

fn sleep(ctx: &mut Context, args: Args) -> Result {
    let seconds = args.get(ctx, 0);
    let seconds = duration(ctx, seconds)?;
    super::thread::sleep(ctx, seconds)
}

/// A calendar's view of an instant.
struct Calendar {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    /// Monday is 0.
    weekday: i64,
    day_of_year: i64,
}

const DAY: i64 = 86_400;

/// The civil date of a day counted from 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms").
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The day, counted from 1970-01-01, of a civil date; the inverse of [`civil`].
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

impl Calendar {
    fn of(seconds: i64) -> Calendar {
        let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        let (year, month, day) = civil(days);
        Calendar {
            year,
            month,
            day,
            hour: rest / 3600,
            minute: rest % 3600 / 60,
            second: rest % 60,
            weekday: (days + 3).rem_euclid(7),
            day_of_year: days - day_number(year, 1, 1) + 1,
        }
    }
}

/// The offset of local time from UTC in seconds at an instant, the zone's name, and whether it is daylight saving time.
fn local_offset(ctx: &mut Context, seconds: i64) -> (i64, String, bool) {
    let _ = ctx;
    match local_zone().and_then(|zone| zone.find_local_time_type(seconds).ok()) {
        Some(kind) => (i64::from(kind.ut_offset()), kind.time_zone_designation().to_owned(), kind.is_dst()),
        None => (0, "UTC".to_owned(), false),
    }
}

/// The zone that `TZ` names, or the system's: read once.
fn local_zone() -> Option<&'static tz::TimeZone> {
    static ZONE: OnceLock<Option<tz::TimeZone>> = OnceLock::new();
    let read = || match std::env::var("TZ") {
        Ok(name) => tz::TimeZone::from_posix_tz(&name).ok(),
        Err(_) => tz::TimeZone::local().ok(),
    };
    ZONE.get_or_init(read).as_ref()
}

/// The instant in an optional argument, in whole seconds; now if there is none.
fn instant(ctx: &mut Context, args: Args) -> Result<i64> {
    let value = match args.optional(ctx, 0) {
        Some(value) if !value.is_none() => value,
        _ => return Ok(wall_clock().div_euclid(1_000_000_000) as i64),
    };
    let seconds = match ctx.payload(value).as_float() {
        Some(float) if float.is_nan() => return Err(ctx.value_error("Invalid value NaN (not a number)")),
        Some(float) => float.floor(),
        None => ctx.clamped_index(value)? as f64,
    };
    if seconds.abs() > 6.7e16 {
        return Err(ctx.overflow_error("timestamp out of range for platform time_t"));
    }
    Ok(seconds as i64)
}

/// The fields of a `struct_time`, then those only found by name.
fn fields(ctx: &mut Context, seconds: i64, dst: i64, zone: &str, offset: i64) -> Vec<Value> {
    let at = Calendar::of(seconds);
    let numbers = [at.year, at.month, at.day, at.hour, at.minute, at.second, at.weekday, at.day_of_year, dst];
    let mut values: Vec<Value> = numbers.into_iter().map(Value::int).collect();
    values.push(ctx.new_str(zone));
    values.push(Value::int(offset));
    values
}

fn struct_time(ctx: &mut Context, values: Vec<Value>) -> Result {
    let class = ctx.runtime_function("_struct_time", "struct_time")?;
    let (items, rest) = values.split_at(9);
    let items = ctx.new_tuple(items);
    let mut args = vec![items];
    args.extend_from_slice(rest);
    ctx.tail_call(class, &args)
}

fn gmtime(ctx: &mut Context, args: Args) -> Result {
    let seconds = instant(ctx, args)?;
    let values = fields(ctx, seconds, 0, "UTC", 0);
    struct_time(ctx, values)
}

fn localtime(ctx: &mut Context, args: Args) -> Result {
    let seconds = instant(ctx, args)?;
    let (offset, zone, dst) = local_offset(ctx, seconds);
    let values = fields(ctx, seconds + offset, i64::from(dst), &zone, offset);
    struct_time(ctx, values)
}

/// The nine numbers of a time tuple; those of now in local time if there is none.
fn time_tuple(ctx: &mut Context, value: Option<Value>) -> Result<[i64; 9]> {
    let Some(value) = value else {
        let seconds = wall_clock().div_euclid(1_000_000_000) as i64;
        let (offset, _, dst) = local_offset(ctx, seconds);
        let at = Calendar::of(seconds + offset);
        return Ok([
            at.year,
            at.month,
            at.day,
            at.hour,
            at.minute,
            at.second,
            at.weekday,
            at.day_of_year,
            i64::from(dst),
        ]);
    };
    let Some(tuple) = ctx.as_tuple(value) else {
        return Err(ctx.type_error("Tuple or struct_time argument required"));
    };
    let items = ctx.heap.tail(tuple).to_vec();
    if items.len() != 9 {
        return Err(ctx.type_error("time tuple must have exactly 9 elements"));
    }
    let mut numbers = [0; 9];
    for (number, item) in numbers.iter_mut().zip(items) {
        *number = ctx.clamped_index(item)?;
    }
    Ok(numbers)
}

fn check_tuple(
    ctx: &mut Context,
    [_, month, day, hour, minute, second, weekday, day_of_year, _]: [i64; 9],
) -> Result<()> {
    let wrong = [
        (!(0..=12).contains(&month), "month out of range"),
        (!(0..=31).contains(&day), "day of month out of range"),
        (!(0..24).contains(&hour), "hour out of range"),
        (!(0..60).contains(&minute), "minute out of range"),
        (!(0..=61).contains(&second), "seconds out of range"),
        (weekday < -1, "day of week out of range"),
        (!(0..=366).contains(&day_of_year), "day of year out of range"),
    ];
    match wrong.iter().find(|(is_wrong, _)| *is_wrong) {
        Some((_, message)) => Err(ctx.value_error(message)),
        None => Ok(()),
    }
}

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Text for a time tuple by a format, in the C locale.
fn format(numbers: [i64; 9], zone: &str, offset: i64, format: &str) -> String {
    let [year, month, day, hour, minute, second, weekday, day_of_year, _] = numbers;
    let (month_name, day_name) = (MONTHS[(month.max(1) - 1) as usize % 12], DAYS[weekday.rem_euclid(7) as usize]);
    let half_day = |hour: i64| if hour % 12 == 0 { 12 } else { hour % 12 };
    let day_of_year = day_of_year.max(1);
    let week = |first: i64| (day_of_year - 1 + 7 - (weekday - first).rem_euclid(7)) / 7;
    let mut out = String::new();
    let mut characters = format.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            out.push(character);
            continue;
        }
        let piece = match characters.next() {
            None => "%".to_owned(),
            Some('a') => day_name[..3].to_owned(),
            Some('A') => day_name.to_owned(),
            Some('b' | 'h') => month_name[..3].to_owned(),
            Some('B') => month_name.to_owned(),
            Some('c') => {
                format!("{} {} {day:2} {hour:02}:{minute:02}:{second:02} {year}", &day_name[..3], &month_name[..3])
            }
            Some('C') => format!("{:02}", year.div_euclid(100)),
            Some('d') => format!("{day:02}"),
            Some('D' | 'x') => format!("{month:02}/{day:02}/{:02}", year.rem_euclid(100)),
            Some('e') => format!("{day:2}"),
            Some('F') => format!("{year}-{month:02}-{day:02}"),
            Some('G') => iso_week(year, weekday, day_of_year).0.to_string(),
            Some('H') => format!("{hour:02}"),
            Some('I') => format!("{:02}", half_day(hour)),
            Some('j') => format!("{day_of_year:03}"),
            Some('k') => format!("{hour:2}"),
            Some('l') => format!("{:2}", half_day(hour)),
            Some('m') => format!("{month:02}"),
            Some('M') => format!("{minute:02}"),
            Some('n') => "\n".to_owned(),
            Some('p') => if hour < 12 { "AM" } else { "PM" }.to_owned(),
            Some('r') => {
                format!("{:02}:{minute:02}:{second:02} {}", half_day(hour), if hour < 12 { "AM" } else { "PM" })
            }
            Some('R') => format!("{hour:02}:{minute:02}"),
            Some('s') => (day_number(year, month, day) * DAY + hour * 3600 + minute * 60 + second - offset).to_string(),
            Some('S') => format!("{second:02}"),
            Some('t') => "\t".to_owned(),
            Some('T' | 'X') => format!("{hour:02}:{minute:02}:{second:02}"),
            Some('u') => (weekday + 1).to_string(),
            Some('U') => format!("{:02}", week(6)),
            Some('V') => format!("{:02}", iso_week(year, weekday, day_of_year).1),
            Some('w') => ((weekday + 1) % 7).to_string(),
            Some('W') => format!("{:02}", week(0)),
            Some('y') => format!("{:02}", year.rem_euclid(100)),
            Some('Y') => year.to_string(),
            Some('z') => {
                let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.abs() / 60);
                format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
            }
            Some('Z') => zone.to_owned(),
            Some('%') => "%".to_owned(),
            Some(other) => format!("%{other}"),
        };
        out.push_str(&piece);
    }
    out
}

/// The year and week of ISO 8601.
fn iso_week(year: i64, weekday: i64, day_of_year: i64) -> (i64, i64) {
    let week = (day_of_year - 1 - weekday + 10) / 7;
    let weeks = |year: i64| {
        let january_first = (day_number(year, 1, 1) + 3).rem_euclid(7);
        let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        if january_first == 3 || (is_leap && january_first == 2) { 53 } else { 52 }
    };
    if week < 1 {
        (year - 1, weeks(year - 1))
    } else if week > weeks(year) {
        (year + 1, 1)
    } else {
        (year, week)
    }
}

fn strftime(ctx: &mut Context, args: Args) -> Result {
    let (text, tuple) = (args.get(ctx, 0), args.optional(ctx, 1));
    let Some(text) = ctx.as_str(text) else {
        let message = format!("strftime() argument 1 must be str, not {}", ctx.given_name(text));
        return Err(ctx.type_error(message));
    };
    let text = ctx.text(text).into_owned();
    let is_struct = tuple.is_some_and(|tuple| ctx.as_tuple(tuple).is_some() && ctx.payload(tuple) != tuple);
    let numbers = time_tuple(ctx, tuple)?;
    check_tuple(ctx, numbers)?;
    let (mut offset, mut zone, _) = local_offset(ctx, day_number(numbers[0], numbers[1].max(1), numbers[2]) * DAY);
    if let Some(tuple) = tuple.filter(|_| is_struct) {
        let name = ctx.attribute(tuple, "tm_zone")?;
        if let Some(name) = ctx.as_str(name) {
            zone = ctx.text(name).into_owned();
            offset = ctx.attribute(tuple, "tm_gmtoff")?.as_int().unwrap_or(0);
        }
    }
    let shown = format(numbers, &zone, offset, &text);
    Ok(ctx.new_str(&shown))
}

fn asctime(ctx: &mut Context, args: Args) -> Result {
    let tuple = args.optional(ctx, 0);
    let numbers = time_tuple(ctx, tuple)?;
    check_tuple(ctx, numbers)?;
    let shown = format(numbers, "", 0, "%c");
    Ok(ctx.new_str(&shown))
}

fn ctime(ctx: &mut Context, args: Args) -> Result {
    let seconds = instant(ctx, args)?;
    let (offset, _, _) = local_offset(ctx, seconds);
    let at = Calendar::of(seconds + offset);
    let numbers = [at.year, at.month, at.day, at.hour, at.minute, at.second, at.weekday, at.day_of_year, 0];
    let shown = format(numbers, "", 0, "%c");
    Ok(ctx.new_str(&shown))
}

fn mktime(ctx: &mut Context, args: Args) -> Result {
    let tuple = args.get(ctx, 0);
    let [year, month, day, hour, minute, second, ..] = time_tuple(ctx, Some(tuple))?;
    let (year, month) = (year + (month - 1).div_euclid(12), (month - 1).rem_euclid(12) + 1);
    let local = (day_number(year, month, 1) + day - 1) * DAY + hour * 3600 + minute * 60 + second;
    let (guess, _, _) = local_offset(ctx, local);
    let (offset, _, _) = local_offset(ctx, local - guess);
    Ok(Value::float((local - offset) as f64))
}

fn init(ctx: &mut Context, namespace: Gc<Dict>) -> Result<()> {
    let year = Calendar::of(wall_clock().div_euclid(1_000_000_000) as i64).year;
    let [winter, summer] = [1, 7].map(|month| local_offset(ctx, day_number(year, month, 1) * DAY));
    let (standard, daylight) = if winter.2 { (summer, winter) } else { (winter, summer) };
    let has_daylight = daylight.2;
    ctx.set_text(namespace, "timezone", Value::int(-standard.0));
    ctx.set_text(namespace, "altzone", Value::int(-daylight.0));
    ctx.set_text(namespace, "daylight", Value::int(i64::from(has_daylight)));
    let names = [ctx.new_str(&standard.1), ctx.new_str(&daylight.1)];
    let names = ctx.new_tuple(&names);
    ctx.set_text(namespace, "tzname", names);
    Ok(())
}

/// `struct_time`, made when it is first asked for.
fn getattr(ctx: &mut Context, args: Args) -> Result {
    let name = args.get(ctx, 0);
    let text = ctx.as_str(name).map_or(String::new(), |name| ctx.text(name).into_owned());
    if text == "struct_time" {
        return ctx.runtime_function("_struct_time", "struct_time");
    }
    Err(ctx.raise(crate::object::ExceptionKind::AttributeError, format!("module 'time' has no attribute '{text}'")))
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "time",
    doc: "This module provides various functions to manipulate time values.",
    functions: FUNCTIONS,
    init: Some(init),
};

const FUNCTIONS: &[NativeDef] = &[
    NativeDef::function("time", "()", time, "Return the current time in seconds since the Epoch."),
    NativeDef::function("time_ns", "()", time_ns, "Return the current time in nanoseconds since the Epoch."),
    NativeDef::function("monotonic", "()", monotonic, "Monotonic clock, cannot go backward."),
    NativeDef::function("monotonic_ns", "()", monotonic_ns, "Monotonic clock, cannot go backward, as nanoseconds."),
    NativeDef::function("perf_counter", "()", monotonic, "Performance counter for benchmarking."),
    NativeDef::function("perf_counter_ns", "()", monotonic_ns, "Performance counter for benchmarking as nanoseconds."),
    NativeDef::function(
        "process_time",
        "()",
        process_time,
        "Process time for profiling: sum of the kernel and user-space CPU time.",
    ),
    NativeDef::function("process_time_ns", "()", process_time_ns, "Process time for profiling as nanoseconds."),
    NativeDef::function(
        "thread_time",
        "()",
        thread_time,
        "Thread time for profiling: sum of the kernel and user-space CPU time.",
    ),
    NativeDef::function("thread_time_ns", "()", thread_time_ns, "Thread time for profiling as nanoseconds."),
    NativeDef::function("sleep", "(seconds, /)", sleep, "Delay execution for a given number of seconds."),
    NativeDef::function(
        "gmtime",
        "(seconds=None, /)",
        gmtime,
        "Convert seconds since the Epoch to a time tuple expressing UTC (a.k.a. GMT).",
    ),
    NativeDef::function(
        "localtime",
        "(seconds=None, /)",
        localtime,
        "Convert seconds since the Epoch to a time tuple expressing local time.",
    ),
    NativeDef::function(
        "strftime",
        "(format, tuple=, /)",
        strftime,
        "Convert a time tuple to a string according to a format specification.",
    ),
    NativeDef::function(
        "asctime",
        "(tuple=, /)",
        asctime,
        "Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.",
    ),
    NativeDef::function(
        "ctime",
        "(seconds=None, /)",
        ctime,
        "Convert a time in seconds since the Epoch to a string in local time.",
    ),
    NativeDef::function(
        "mktime",
        "(tuple, /)",
        mktime,
        "Convert a time tuple in local time to seconds since the Epoch.",
    ),
    NativeDef::function("__getattr__", "(name, /)", getattr, ""),
];
