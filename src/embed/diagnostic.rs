//! Errors of source text as reports with the text around them. The only file that knows miette.

use std::fmt;
use std::sync::Arc;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, Severity, SourceCode, SourceSpan,
};

use crate::compile::{self, Compiled};
use crate::syntax::{self, Source, Span};

/// One thing wrong with a source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, without the name of the error.
    pub message: String,
    /// What to try.
    pub help: Option<String>,
    /// A second place worth showing, in bytes, and what to say of it.
    pub second: Option<(std::ops::Range<usize>, String)>,
    /// The name of the exception: `SyntaxError`, `IndentationError`, `TabError` or `UnsupportedSyntaxError`.
    pub class: &'static str,
    /// The bytes of the text this is about.
    pub start: usize,
    /// Where those end.
    pub end: usize,
    /// The line of the place, from 1.
    pub line: u32,
    /// The column of the place in characters, from 1.
    pub column: u32,
}

/// All that is wrong with a source text, in its order.
#[derive(Clone, PartialEq, Eq)]
pub struct Diagnosis {
    file: String,
    text: Arc<str>,
    problems: Vec<Problem>,
    /// The one CPython reports.
    reported: usize,
    /// More lines could make it right.
    pub(crate) incomplete: bool,
}

/// The reports' width where nobody says.
const WIDTH: usize = 100;

/// Parses and compiles, or says everything that is wrong.
pub fn compile(text: &str, source: &Source, options: &compile::Options<'_>) -> Result<Compiled, Diagnosis> {
    let parsed = syntax::parse(text);
    let diagnosis = |problems, reported, incomplete| {
        let (file, text) = (source.name().to_owned(), Arc::from(text));
        Diagnosis { file, text, problems, reported, incomplete }
    };
    if !parsed.errors.is_empty() {
        let problems = parsed.errors.iter().map(|error| of_syntax(error, source)).collect();
        return Err(diagnosis(problems, parsed.reported, parsed.incomplete));
    }
    match compile::compile(&parsed.module, options) {
        Ok(mut compiled) => {
            let more = parsed.warnings.into_iter().map(|warning| compile::Warning {
                line: source.line_of(warning.span.start),
                message: warning.message,
                span: warning.span,
            });
            compiled.warnings.extend(more);
            compiled.warnings.sort_by_key(|warning| warning.span);
            Ok(compiled)
        }
        Err(errors) => Err(diagnosis(errors.iter().map(|error| of_compilation(error, source)).collect(), 0, false)),
    }
}

fn of_syntax(error: &syntax::SyntaxError, source: &Source) -> Problem {
    let problem = at(error.span, source, error.kind.name());
    let second = error.label.as_ref().map(|(span, text)| (span.start as usize..span.end as usize, text.clone()));
    Problem { message: error.message.clone(), help: error.help.clone(), second, ..problem }
}

fn of_compilation(error: &compile::CompileError, source: &Source) -> Problem {
    let class = match error.kind {
        compile::ErrorKind::Syntax => "SyntaxError",
        compile::ErrorKind::Unsupported => "UnsupportedSyntaxError",
    };
    Problem { message: error.message.clone(), help: error.help.clone(), ..at(error.span, source, class) }
}

fn at(span: Span, source: &Source, class: &'static str) -> Problem {
    let place = source.position(span.start);
    Problem {
        message: String::new(),
        help: None,
        second: None,
        class,
        start: span.start as usize,
        end: span.end as usize,
        line: place.line,
        column: place.column,
    }
}

impl Diagnosis {
    /// What is wrong, in the order of the text; at most 20 problems of syntax.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The file's name.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The last line of what CPython prints.
    pub fn last_line(&self) -> String {
        self.problems.get(self.reported).map_or(String::new(), Problem::line)
    }

    /// A report for each problem, then the last line CPython prints.
    pub fn render(&self, colour: bool) -> String {
        let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler =
            GraphicalReportHandler::new_themed(theme).with_width(WIDTH).with_links(false).with_context_lines(1);
        let source = NamedSource::new(&self.file, self.text.clone());
        let mut out = String::new();
        for problem in &self.problems {
            // Lines that do not fit on any screen would be copied whole for each report.
            let report = Report { problem, source: &source, length: self.text.len() };
            if longest_line(&self.text, problem) > LONGEST_SHOWN || handler.render_report(&mut out, &report).is_err() {
                out.push_str(&format!("{}:{}: {}\n", self.file, problem.line, problem.message));
            }
        }
        out.push_str(&self.last_line());
        out.push('\n');
        out
    }
}

/// Lines above this length are named, not shown.
const LONGEST_SHOWN: usize = 2000;

fn longest_line(text: &str, problem: &Problem) -> usize {
    let start = problem.start.min(text.len());
    let before = text.as_bytes()[..start].iter().rev().take_while(|&&byte| byte != b'\n').count();
    let after = text.as_bytes()[start..].iter().take_while(|&&byte| byte != b'\n').count();
    before + after
}

impl Problem {
    /// Name and message, as an exception's last line.
    pub fn line(&self) -> String {
        format!("{}: {}", self.class, self.message)
    }
}

impl fmt::Debug for Diagnosis {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Diagnosis").field("file", &self.file).field("problems", &self.problems).finish()
    }
}

/// A problem as miette wants it.
#[derive(Debug)]
struct Report<'a> {
    problem: &'a Problem,
    source: &'a NamedSource<Arc<str>>,
    length: usize,
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.problem.message)
    }
}

impl std::error::Error for Report<'_> {}

impl Diagnostic for Report<'_> {
    fn severity(&self) -> Option<Severity> {
        Some(Severity::Error)
    }

    fn help(&self) -> Option<Box<dyn fmt::Display + '_>> {
        self.problem.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let within = |start: usize, end: usize| {
            let start = start.min(self.length);
            SourceSpan::from((start, end.clamp(start, self.length) - start))
        };
        let Problem { start, end, second, .. } = self.problem;
        let first = LabeledSpan::new_primary_with_span(Some("here".to_owned()), within(*start, *end));
        let second = second
            .iter()
            .map(move |(range, text)| LabeledSpan::new_with_span(Some(text.clone()), within(range.start, range.end)));
        Some(Box::new(std::iter::once(first).chain(second)))
    }
}
