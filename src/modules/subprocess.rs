//! `_subprocess`: starts programs. A thread of the system waits for each; when the program has ended, a pipe that
//! scripts can wait for is closed.

use std::ffi::OsString;
use std::io::{PipeReader, PipeWriter};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStringExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, Stdio};
use std::sync::{Arc, OnceLock};

use super::ModuleDef;
use super::io::{flush_writers, os_error, path_text};
use crate::event::socket::Socket;
use crate::heap::{Tracer, Value};
use crate::object::file::{File, Stream};
use crate::object::{ExceptionKind, Tuple};
use crate::vm::native::{Args, NativeDef, Raised, Result};
use crate::vm::{Context, Extension};

const PIPE: i64 = -1;
const STDOUT: i64 = -2;
const DEVNULL: i64 = -3;

/// Programs that were started, and how they ended.
#[derive(Default)]
struct Children(Vec<(u32, Arc<OnceLock<i32>>)>);

impl Extension for Children {
    fn trace(&self, _: &mut Tracer) {}

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}

fn children(ctx: &mut Context) -> &mut Children {
    if ctx.extensions.state::<Children>().is_none() {
        ctx.extensions.states.push(Box::new(Children::default()));
    }
    ctx.extensions.state().expect("just put there")
}

/// A text, bytes or path as the system takes it.
fn system_text(ctx: &mut Context, value: Value) -> Result<OsString> {
    if let Some(bytes) = ctx.bytes_like(value) {
        return Ok(OsString::from_vec(bytes.to_vec()));
    }
    path_text(ctx, value).map(OsString::from)
}

/// What a program is given for one of its streams, and the end of a pipe that the script keeps.
enum Given {
    Inherited,
    System(OwnedFd),
    Piped(OwnedFd, OwnedFd),
}

fn null() -> std::io::Result<OwnedFd> {
    std::fs::File::options().read(true).write(true).open("/dev/null").map(OwnedFd::from)
}

/// The descriptor of one of this process's own streams.
fn own(number: i64) -> std::io::Result<OwnedFd> {
    match number {
        0 => std::io::stdin().as_fd().try_clone_to_owned(),
        1 => std::io::stdout().as_fd().try_clone_to_owned(),
        _ => std::io::stderr().as_fd().try_clone_to_owned(),
    }
}

/// What an argument for a stream means.
fn given(ctx: &mut Context, value: Value, reads: bool) -> Result<Given> {
    let found = match (value, value.as_int()) {
        (Value::NONE, _) => return Ok(Given::Inherited),
        (_, Some(PIPE)) => std::io::pipe().map(|(reader, writer): (PipeReader, PipeWriter)| match reads {
            true => Given::Piped(reader.into(), writer.into()),
            false => Given::Piped(writer.into(), reader.into()),
        }),
        (_, Some(DEVNULL)) => null().map(Given::System),
        (_, Some(number @ 0..=2)) => own(number).map(Given::System),
        _ => {
            if let Some(socket) = value.cast::<Socket>() {
                let socket = ctx.heap.get(socket);
                socket.fd().and_then(|fd| fd.try_clone_to_owned()).map(Given::System)
            } else if let Some(file) = value.cast::<File>()
                && let Some(Stream::Disk(disk)) = &ctx.heap.get(file).stream
            {
                let disk = disk.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                disk.file().try_clone().map(|file| Given::System(file.into()))
            } else {
                let message = "this kind of stream for a subprocess is not supported by Taipan";
                return Err(ctx.raise(ExceptionKind::NotImplementedError, message));
            }
        }
    };
    found.map_err(|error| ctx.io_error(&error))
}

/// The command that arguments describe.
fn command(ctx: &mut Context, args: Args) -> Result<Command> {
    let [arguments, executable, folder, environment] = [0, 1, 2, 3].map(|index| args.get(ctx, index));
    let items = arguments.cast::<Tuple>().map_or(Vec::new(), |items| ctx.heap.tail(items).to_vec());
    let mut texts = Vec::with_capacity(items.len());
    for item in items {
        texts.push(system_text(ctx, item)?);
    }
    let Some(first) = texts.first().cloned() else { return Err(ctx.index_error("list index out of range")) };
    if texts.iter().any(|text| text.as_encoded_bytes().contains(&0)) {
        return Err(ctx.value_error("embedded null byte"));
    }
    let mut command = match executable {
        Value::NONE => Command::new(&first),
        _ => {
            let mut command = Command::new(system_text(ctx, executable)?);
            command.arg0(&first);
            command
        }
    };
    command.args(&texts[1..]);
    if !folder.is_none() {
        command.current_dir(system_text(ctx, folder)?);
    }
    if let Some(environment) = environment.cast::<Tuple>() {
        command.env_clear();
        for pair in ctx.heap.tail(environment).to_vec().chunks_exact(2) {
            let (name, value) = (system_text(ctx, pair[0])?, system_text(ctx, pair[1])?);
            command.env(name, value);
        }
    }
    Ok(command)
}

/// A pipe's end as a socket that transports and the module `subprocess` work with.
fn pipe_value(ctx: &mut Context, end: Option<OwnedFd>) -> Result {
    match end.map(Socket::of_pipe) {
        None => Ok(Value::NONE),
        Some(Ok(socket)) => Ok(Value::object(ctx.heap.allocate(socket))),
        Some(Err(error)) => Err(ctx.io_error(&error)),
    }
}

/// `spawn(args, executable, cwd, env, stdin, stdout, stderr, own_group)`, where `env` is names and values by turns: the
/// process's number, the script's ends of its pipes, and one that is at its end when the process has ended.
fn spawn(ctx: &mut Context, args: Args) -> Result {
    // What scripts have written so far is there for the program to read.
    flush_writers(ctx);
    let mut command = command(ctx, args)?;
    let [input, output, errors] = [4, 5, 6].map(|index| args.get(ctx, index));
    let (input, output) = (given(ctx, input, true)?, given(ctx, output, false)?);
    let errors = match (errors.as_int(), &output) {
        (Some(STDOUT), Given::Inherited) => own(1).map(Given::System).map_err(|error| ctx.io_error(&error))?,
        (Some(STDOUT), Given::System(end) | Given::Piped(end, _)) => {
            end.try_clone().map(Given::System).map_err(|error| ctx.io_error(&error))?
        }
        _ => given(ctx, errors, false)?,
    };
    let mut kept = Vec::with_capacity(4);
    let set = [Command::stdin::<Stdio>, Command::stdout::<Stdio>, Command::stderr::<Stdio>];
    for (given, set) in [input, output, errors].into_iter().zip(set) {
        kept.push(match given {
            Given::Inherited => None,
            Given::System(end) => {
                set(&mut command, end.into());
                None
            }
            Given::Piped(theirs, ours) => {
                set(&mut command, theirs.into());
                Some(ours)
            }
        });
    }
    if args.get(ctx, 7) == Value::TRUE {
        command.process_group(0);
    }
    let (number, end) = watch(ctx, args, command)?;
    kept.push(Some(end));
    let mut answer = vec![Value::int(i64::from(number))];
    for end in kept {
        answer.push(pipe_value(ctx, end)?);
    }
    Ok(ctx.new_tuple(&answer))
}

/// Starts a program, and a thread that waits for it.
fn watch(ctx: &mut Context, args: Args, mut command: Command) -> Result<(u32, OwnedFd)> {
    let started = std::io::pipe().and_then(|ends| command.spawn().map(|child| (ends, child)));
    let ((reader, writer), mut child) = match started {
        Ok(started) => started,
        Err(error) => return Err(spawn_failed(ctx, args, &command, &error)),
    };
    // Closes the script's ends for the child's use.
    drop(command);
    let number = child.id();
    let status = Arc::new(OnceLock::new());
    let kept = status.clone();
    let wait = move || {
        let code = child.wait().map_or(-1, |ended| ended.code().unwrap_or_else(|| -ended.signal().unwrap_or(0)));
        // Nobody else sets it.
        let _ = kept.set(code);
        drop(writer);
    };
    if let Err(error) = std::thread::Builder::new().name("taipan-child".to_owned()).spawn(wait) {
        return Err(ctx.io_error(&error));
    }
    children(ctx).0.push((number, status));
    Ok((number, reader.into()))
}

/// Names what could not be found: the folder if that is it, else the program.
#[cold]
fn spawn_failed(ctx: &mut Context, args: Args, command: &Command, error: &std::io::Error) -> Raised {
    let missing = command.get_current_dir().is_some_and(|folder| !folder.is_dir());
    let name = match (missing, args.get(ctx, 1)) {
        (true, _) => args.get(ctx, 2),
        (false, Value::NONE) => {
            let arguments = args.get(ctx, 0).cast::<Tuple>();
            arguments.and_then(|arguments| ctx.heap.tail(arguments).first().copied()).unwrap_or(Value::NONE)
        }
        (false, executable) => executable,
    };
    os_error(ctx, error, &[name])
}

/// `status(pid)`: how a program ended; None if it runs still.
fn status(ctx: &mut Context, args: Args) -> Result {
    let number = args.get(ctx, 0).as_int().unwrap_or(-1);
    let children = children(ctx);
    let Some(index) = children.0.iter().position(|(other, _)| i64::from(*other) == number) else {
        return Ok(Value::int(0));
    };
    match children.0[index].1.get() {
        Some(&code) => {
            children.0.swap_remove(index);
            Ok(Value::int(i64::from(code)))
        }
        None => Ok(Value::NONE),
    }
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_subprocess",
    doc: "Programs that are started.",
    functions: &[
        NativeDef::function("spawn", "(args, executable, cwd, env, stdin, stdout, stderr, own_group, /)", spawn, ""),
        NativeDef::function("status", "(pid, /)", status, ""),
    ],
    init: None,
};
