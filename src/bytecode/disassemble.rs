//! Listings of code objects. Everything is read off the table of opcodes; no opcode is named here.

use std::fmt::Write;

use super::{CodeObject, Constant, Op, Operand, Register};

/// A listing of the code object and, after it, of those inside; with the source, its lines stand between.
pub fn disassemble(code: &CodeObject, source: Option<&str>) -> String {
    let lines: Option<Vec<&str>> = source.map(|text| text.lines().collect());
    let mut text = String::new();
    let mut todo = vec![code];
    while let Some(code) = todo.pop() {
        if !text.is_empty() {
            text.push('\n');
        }
        let mut listing = Listing { code, lines: lines.as_deref(), text: &mut text };
        // Writing to a string does not fail.
        let _ = listing.write();
        let nested = code.constants.iter().filter_map(|constant| match constant {
            Constant::Code(nested) => Some(&**nested),
            _ => None,
        });
        let at = todo.len();
        todo.extend(nested);
        todo[at..].reverse();
    }
    text
}

struct Listing<'a> {
    code: &'a CodeObject,
    lines: Option<&'a [&'a str]>,
    text: &'a mut String,
}

impl Listing<'_> {
    fn write(&mut self) -> std::fmt::Result {
        self.write_head()?;
        let mut line = 0;
        for (pc, op) in self.code.instructions.iter().enumerate() {
            let at = self.code.positions[pc].line;
            if at != line && at > 0 {
                line = at;
                let source = self.lines.and_then(|lines| lines.get(at as usize - 1));
                let source = source.map_or("", |line| line.trim());
                writeln!(self.text, "{}", format!("{at:>4}  {source}").trim_end())?;
            }
            self.write_instruction(pc, op)?;
        }
        if !self.code.exceptions.is_empty() {
            writeln!(self.text, "      exceptions")?;
        }
        for entry in &self.code.exceptions {
            writeln!(
                self.text,
                "      {:>5}..{} -> {}, {}",
                entry.start,
                entry.end,
                entry.handler,
                self.register(entry.exception)
            )?;
        }
        Ok(())
    }

    fn write_head(&mut self) -> std::fmt::Result {
        let code = self.code;
        let kind = format!("{:?}", code.kind).to_lowercase();
        write!(self.text, "{kind} {} ({} registers", code.qualified_name, code.registers)?;
        if !code.locals.is_empty() {
            write!(self.text, "; {}", code.locals.join(" "))?;
        }
        if !code.free.is_empty() {
            write!(self.text, "; free {}", code.free.join(" "))?;
        }
        writeln!(self.text, ")")
    }

    fn write_instruction(&mut self, pc: usize, op: &Op) -> std::fmt::Result {
        let mut operands = Vec::new();
        op.operands(&mut |name, operand| operands.push(self.operand(pc, name, operand)));
        let line = format!("{pc:>10}  {:<24} {}", op.mnemonic(), operands.join(", "));
        writeln!(self.text, "{}", line.trim_end())
    }

    fn operand(&self, pc: usize, name: &str, operand: Operand) -> String {
        match operand {
            Operand::Register(register) => self.register(register),
            Operand::Constant(index) => self.constant(index.index()),
            Operand::Site(site) => {
                self.code.sites.get(site.index()).map_or("?".to_owned(), |site| format!("'{}'", site.name))
            }
            Operand::Offset(distance) => format!("-> {}", pc as i64 + 1 + i64::from(distance)),
            Operand::Count(value) => match name {
                "code" | "names" => self.constant(usize::from(value)),
                "index" => self.code.free.get(usize::from(value)).map_or("?".to_owned(), |free| format!("free {free}")),
                _ => format!("{name} {value}"),
            },
            Operand::Immediate(value) => value.to_string(),
            Operand::Special(method) => format!("{method:?}"),
            Operand::Intrinsic(which) => format!("{which:?}"),
        }
    }

    fn register(&self, register: Register) -> String {
        match self.code.locals.get(register.index()) {
            Some(name) => format!("{register}:{name}"),
            None => register.to_string(),
        }
    }

    fn constant(&self, index: usize) -> String {
        self.code.constants.get(index).map_or("?".to_owned(), show)
    }
}

/// A constant about as the language writes it.
fn show(constant: &Constant) -> String {
    let list = |items: &[Constant]| items.iter().map(show).collect::<Vec<_>>().join(", ");
    match constant {
        Constant::None => "None".to_owned(),
        Constant::Bool(true) => "True".to_owned(),
        Constant::Bool(false) => "False".to_owned(),
        Constant::Ellipsis => "...".to_owned(),
        Constant::Int(value) => value.to_string(),
        Constant::BigInt(digits) => digits.to_string(),
        Constant::Float(value) => format!("{value:?}"),
        Constant::Complex(real, imaginary) => format!("({real:?}+{imaginary:?}j)"),
        Constant::Str(text) => format!("{:?}", String::from_utf8_lossy(text)),
        Constant::Bytes(bytes) => format!("b\"{}\"", bytes.escape_ascii()),
        Constant::Tuple(items) if items.len() == 1 => format!("({},)", show(&items[0])),
        Constant::Tuple(items) => format!("({})", list(items)),
        Constant::FrozenSet(items) => format!("frozenset({{{}}})", list(items)),
        Constant::Code(code) => format!("<{}>", code.qualified_name),
    }
}
