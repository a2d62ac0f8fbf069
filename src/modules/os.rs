//! The native half of `os`: files and folders by name, and the process.

use std::fs::{self, Metadata};
use std::os::unix::fs::{MetadataExt, PermissionsExt};

use super::ModuleDef;
use super::io::{flush_writers, os_error, path_text};
use crate::heap::{Gc, Value};
use crate::object::Dict;
use crate::vm::Context;
use crate::vm::native::{Args, NativeDef, Result};

/// The path in an argument; writers are flushed, so that what it names is up to date.
fn path(ctx: &mut Context, args: Args, index: u32) -> Result<String> {
    let value = args.get(ctx, index);
    let text = path_text(ctx, value)?;
    flush_writers(ctx);
    Ok(text)
}

fn checked<T>(ctx: &mut Context, args: Args, result: std::io::Result<T>) -> Result<T> {
    result.map_err(|error| {
        let name = args.get(ctx, 0);
        os_error(ctx, &error, &[name])
    })
}

macro_rules! path_functions {
    ($($name:ident $act:path;)*) => {
        $(fn $name(ctx: &mut Context, args: Args) -> Result {
            let path = path(ctx, args, 0)?;
            let result = $act(path);
            checked(ctx, args, result)?;
            Ok(Value::NONE)
        })*
    };
}

path_functions! {
    remove fs::remove_file;
    rmdir fs::remove_dir;
    chdir std::env::set_current_dir;
}

fn mkdir(ctx: &mut Context, args: Args) -> Result {
    let path = path(ctx, args, 0)?;
    let mode = match args.optional(ctx, 1) {
        Some(mode) => ctx.clamped_index(mode)? as u32,
        None => 0o777,
    };
    let result = std::os::unix::fs::DirBuilderExt::mode(&mut fs::DirBuilder::new(), mode).create(path);
    checked(ctx, args, result)?;
    Ok(Value::NONE)
}

fn listdir(ctx: &mut Context, args: Args) -> Result {
    let path = match args.optional(ctx, 0) {
        None | Some(Value::NONE) => ".".to_owned(),
        Some(_) => path(ctx, args, 0)?,
    };
    let result = fs::read_dir(path);
    let mut names = Vec::new();
    for entry in checked(ctx, args, result)?.flatten() {
        names.push(ctx.new_str(&entry.file_name().to_string_lossy()));
    }
    Ok(ctx.new_list(names))
}

/// Names and kinds: triples of the name, whether it is a folder, whether it is a link.
fn entries(ctx: &mut Context, args: Args) -> Result {
    let path = path(ctx, args, 0)?;
    let result = fs::read_dir(path);
    let mut found = Vec::new();
    for entry in checked(ctx, args, result)?.flatten() {
        let kind = entry.file_type().ok();
        let name = ctx.new_str(&entry.file_name().to_string_lossy());
        let is_folder = Value::bool(kind.is_some_and(|kind| kind.is_dir()));
        let is_link = Value::bool(kind.is_some_and(|kind| kind.is_symlink()));
        found.push(ctx.new_tuple(&[name, is_folder, is_link]));
    }
    Ok(ctx.new_list(found))
}

/// Two paths, for functions whose errors name both.
fn two_paths(ctx: &mut Context, args: Args, act: fn(String, String) -> std::io::Result<()>) -> Result {
    let (from, to) = (path(ctx, args, 0)?, path(ctx, args, 1)?);
    match act(from, to) {
        Ok(()) => Ok(Value::NONE),
        Err(error) => {
            let names = [args.get(ctx, 0), args.get(ctx, 1)];
            Err(os_error(ctx, &error, &names))
        }
    }
}

fn rename(ctx: &mut Context, args: Args) -> Result {
    two_paths(ctx, args, fs::rename)
}

fn link(ctx: &mut Context, args: Args) -> Result {
    two_paths(ctx, args, fs::hard_link)
}

fn symlink(ctx: &mut Context, args: Args) -> Result {
    two_paths(ctx, args, std::os::unix::fs::symlink)
}

fn readlink(ctx: &mut Context, args: Args) -> Result {
    let path = path(ctx, args, 0)?;
    let result = fs::read_link(path);
    let target = checked(ctx, args, result)?;
    Ok(ctx.new_str(&target.to_string_lossy()))
}

fn realpath(ctx: &mut Context, args: Args) -> Result {
    let path = path(ctx, args, 0)?;
    let result = fs::canonicalize(path);
    let target = checked(ctx, args, result)?;
    Ok(ctx.new_str(&target.to_string_lossy()))
}

fn chmod(ctx: &mut Context, args: Args) -> Result {
    let path = path(ctx, args, 0)?;
    let mode = args.get(ctx, 1);
    let mode = ctx.clamped_index(mode)? as u32;
    let result = fs::set_permissions(path, fs::Permissions::from_mode(mode));
    checked(ctx, args, result)?;
    Ok(Value::NONE)
}

fn access(ctx: &mut Context, args: Args) -> Result {
    let path = path(ctx, args, 0)?;
    let mode = args.get(ctx, 1);
    let mode = ctx.clamped_index(mode)? as u32;
    let allowed = rustix::fs::access(path, rustix::fs::Access::from_bits_truncate(mode)).is_ok();
    Ok(Value::bool(allowed))
}

/// What `stat_result` is made of: its ten items, then the times in nanoseconds.
fn stat(ctx: &mut Context, args: Args) -> Result {
    let follow = match args.optional(ctx, 1) {
        Some(follow) => ctx.truth(follow)?,
        None => true,
    };
    let path = path(ctx, args, 0)?;
    let result = if follow { fs::metadata(path) } else { fs::symlink_metadata(path) };
    let metadata = checked(ctx, args, result)?;
    Ok(described(ctx, &metadata))
}

fn described(ctx: &mut Context, of: &Metadata) -> Value {
    let nanoseconds = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
    let numbers = [
        i64::from(of.mode()),
        of.ino() as i64,
        of.dev() as i64,
        of.nlink() as i64,
        i64::from(of.uid()),
        i64::from(of.gid()),
        of.size() as i64,
        of.atime(),
        of.mtime(),
        of.ctime(),
        nanoseconds(of.atime(), of.atime_nsec()),
        nanoseconds(of.mtime(), of.mtime_nsec()),
        nanoseconds(of.ctime(), of.ctime_nsec()),
    ];
    ctx.new_tuple(&numbers.map(Value::int))
}

/// 0 if there is nothing, 1 a file, 2 a folder, 3 anything else; of a link itself 4, if links are not followed.
fn kind(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    if value.is_int() {
        return Ok(Value::int(0));
    }
    let follow = match args.optional(ctx, 1) {
        Some(follow) => ctx.truth(follow)?,
        None => true,
    };
    let path = path(ctx, args, 0)?;
    let metadata = if follow { fs::metadata(path) } else { fs::symlink_metadata(path) };
    Ok(Value::int(match metadata {
        Err(_) => 0,
        Ok(metadata) if metadata.is_file() => 1,
        Ok(metadata) if metadata.is_dir() => 2,
        Ok(metadata) if metadata.is_symlink() => 4,
        Ok(_) => 3,
    }))
}

fn getcwd(ctx: &mut Context, args: Args) -> Result {
    let result = std::env::current_dir();
    let path = checked(ctx, args, result)?;
    Ok(ctx.new_str(&path.to_string_lossy()))
}

fn getpid(_: &mut Context, _: Args) -> Result {
    Ok(Value::int(i64::from(std::process::id())))
}

fn getppid(_: &mut Context, _: Args) -> Result {
    Ok(Value::int(i64::from(std::os::unix::process::parent_id())))
}

fn getuid(_: &mut Context, _: Args) -> Result {
    Ok(Value::int(i64::from(rustix::process::getuid().as_raw())))
}

fn kill(ctx: &mut Context, args: Args) -> Result {
    let [process, signal] = [0, 1].map(|index| args.get(ctx, index));
    let (process, signal) = (ctx.clamped_index(process)? as i32, ctx.clamped_index(signal)? as i32);
    let Some(pid) = rustix::process::Pid::from_raw(process.abs()) else {
        return Err(ctx.value_error("process groups are not supported"));
    };
    let result = match rustix::process::Signal::from_named_raw(signal) {
        None if signal == 0 => rustix::process::test_kill_process(pid),
        None => Err(rustix::io::Errno::INVAL),
        Some(signal) => rustix::process::kill_process(pid, signal),
    };
    match result {
        // A signal to this process has arrived by now.
        Ok(()) => ctx.handle_signals(true).map(|()| Value::NONE),
        Err(errno) => Err(os_error(ctx, &errno.into(), &[])),
    }
}

fn cpu_count(_: &mut Context, _: Args) -> Result {
    Ok(std::thread::available_parallelism().map_or(Value::NONE, |count| Value::int(count.get() as i64)))
}

fn urandom(ctx: &mut Context, args: Args) -> Result {
    use std::io::Read;
    let size = args.get(ctx, 0);
    let size = ctx.clamped_index(size)?;
    if size < 0 {
        return Err(ctx.value_error("negative argument not allowed"));
    }
    ctx.reserve(size as usize)?;
    let mut bytes = Vec::new();
    let result = fs::File::open("/dev/urandom").and_then(|file| file.take(size as u64).read_to_end(&mut bytes));
    checked(ctx, args, result)?;
    Ok(ctx.new_bytes(&bytes))
}

fn strerror(ctx: &mut Context, args: Args) -> Result {
    let code = args.get(ctx, 0);
    let code = ctx.clamped_index(code)? as i32;
    let text = std::io::Error::from_raw_os_error(code).to_string();
    Ok(ctx.new_str(text.split(" (os error").next().unwrap_or_default()))
}

fn fspath(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    if ctx.as_str(value).is_some() || ctx.payload(value).is::<crate::object::Bytes>() {
        return Ok(value);
    }
    if ctx.bytes_like(value).is_some() {
        let message = format!("expected str, bytes or os.PathLike object, not {}", ctx.type_name(value));
        return Err(ctx.type_error(message));
    }
    let text = path_text(ctx, value)?;
    Ok(ctx.new_str(&text))
}

fn exit_now(ctx: &mut Context, args: Args) -> Result {
    let status = args.get(ctx, 0);
    let status = ctx.clamped_index(status)?;
    std::process::exit(status as i32)
}

fn init(ctx: &mut Context, namespace: Gc<Dict>) -> Result<()> {
    let environment = ctx.new_dict();
    for (name, value) in std::env::vars_os() {
        let value = ctx.new_str(&value.to_string_lossy());
        ctx.set_text(environment, &name.to_string_lossy(), value);
    }
    ctx.set_text(namespace, "environment", Value::object(environment));
    Ok(())
}

pub static MODULE: ModuleDef =
    ModuleDef { name: "_os", doc: "The operating system.", functions: FUNCTIONS, init: Some(init) };

const FUNCTIONS: &[NativeDef] = &[
    NativeDef::function("access", "(path, mode)", access, "Whether a path may be used in a way."),
    NativeDef::function("chdir", "(path)", chdir, "Change the current working directory to the specified path."),
    NativeDef::function("chmod", "(path, mode)", chmod, "Change the access permissions of a file."),
    NativeDef::function("cpu_count", "()", cpu_count, "Return the number of logical CPUs in the system."),
    NativeDef::function("_entries", "(path, /)", entries, ""),
    NativeDef::function(
        "_exit",
        "(status)",
        exit_now,
        "Exit to the system with specified status, without normal exit processing.",
    ),
    NativeDef::function("fspath", "(path)", fspath, "Return the file system path representation of the object."),
    NativeDef::function("getcwd", "()", getcwd, "Return a unicode string representing the current working directory."),
    NativeDef::function("getpid", "()", getpid, "Return the current process id."),
    NativeDef::function("getppid", "()", getppid, "Return the parent's process id."),
    NativeDef::function("getuid", "()", getuid, "Return the current process's user id."),
    NativeDef::function("kill", "(pid, signal, /)", kill, "Kill a process with a signal."),
    NativeDef::function("_kind", "(path, follow=True, /)", kind, ""),
    NativeDef::function("link", "(src, dst)", link, "Create a hard link to a file."),
    NativeDef::function(
        "listdir",
        "(path=None)",
        listdir,
        "Return a list containing the names of the files in the directory.",
    ),
    NativeDef::function("mkdir", "(path, mode=511)", mkdir, "Create a directory."),
    NativeDef::function(
        "readlink",
        "(path)",
        readlink,
        "Return a string representing the path to which the symbolic link points.",
    ),
    NativeDef::function("_realpath", "(path, /)", realpath, ""),
    NativeDef::function("remove", "(path)", remove, "Remove a file (same as unlink())."),
    NativeDef::function("unlink", "(path)", remove, "Remove a file (same as remove())."),
    NativeDef::function("rename", "(src, dst)", rename, "Rename a file or directory."),
    NativeDef::function("replace", "(src, dst)", rename, "Rename a file or directory, overwriting the destination."),
    NativeDef::function("rmdir", "(path)", rmdir, "Remove a directory."),
    NativeDef::function("_stat", "(path, follow=True, /)", stat, ""),
    NativeDef::function("strerror", "(code, /)", strerror, "Translate an error code to a message string."),
    NativeDef::function("symlink", "(src, dst)", symlink, "Create a symbolic link pointing to src named dst."),
    NativeDef::function(
        "urandom",
        "(size, /)",
        urandom,
        "Return a bytes object containing random bytes suitable for cryptographic use.",
    ),
];
