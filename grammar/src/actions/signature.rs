//! Arguments and parameters: the grammar reads flat lists, their order is checked here.

use super::Actions;
use crate::ast::*;

/// What stands between the commas of a call.
pub enum CallItem {
    Argument(Argument),
    /// A generator expression without parentheses of its own: element, generators and their bounds.
    Generator(u32, Expr, Vec<Comprehension>, u32),
    /// Reported already.
    Wrong,
}

impl CallItem {
    pub(crate) fn plain(l: u32, kind: ArgumentKind, value: Expr, r: u32) -> CallItem {
        CallItem::Argument(Argument { span: Span::new(l, r), kind, value })
    }
}

/// What stands between the commas of a parameter list.
pub enum ParameterItem {
    Plain(Parameter),
    Slash(u32),
    BareStar(u32),
    /// `*name`, with the place of the star.
    Star(u32, Parameter),
    DoubleStar(Parameter),
}

impl Actions<'_> {
    pub(crate) fn keyword(&mut self, l: u32, mut name: Expr, equal: u32, value: Expr, r: u32) -> CallItem {
        let (span, parenthesised) = (name.span, name.parenthesised);
        match &mut *name.kind {
            ExprKind::Name(text) if !parenthesised => {
                let kind = ArgumentKind::Keyword(Identifier { text: std::mem::take(text), span });
                CallItem::plain(l, kind, value, r)
            }
            ExprKind::Constant(Constant::True | Constant::False | Constant::None) => {
                let name = super::target::kind_name(&name.kind);
                self.error(Span::new(l, equal + 1), format!("cannot assign to {name}"));
                CallItem::Wrong
            }
            _ => {
                let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
                self.error(Span::new(l, equal + 1), message);
                CallItem::Wrong
            }
        }
    }

    pub(crate) fn keyword_without_value(&mut self, l: u32, name: Expr, equal: u32) -> CallItem {
        let message = match *name.kind {
            ExprKind::Name(_) if !name.parenthesised => "expected argument value expression",
            _ => "expression cannot contain assignment, perhaps you meant \"==\"?",
        };
        self.error(Span::new(l, equal + 1), message);
        CallItem::Wrong
    }

    /// `name := value` as an argument; of what else stands before `:=` CPython says no more than that it is wrong.
    pub(crate) fn named_argument(&mut self, l: u32, target: Expr, at: u32, value: Expr, r: u32) -> Expr {
        if !matches!(*target.kind, ExprKind::Name(_)) || target.parenthesised {
            self.error(Span::new(at, at + 2), "invalid syntax");
            return value;
        }
        self.named(l, target, value, r)
    }

    pub(crate) fn call(&mut self, l: u32, func: Expr, open: u32, mut items: Vec<CallItem>, r: u32) -> Expr {
        let arguments = match items.pop() {
            Some(CallItem::Generator(start, elt, generators, end)) if items.is_empty() => {
                // A comma behind it, or CPython's parentheses are those of the call.
                if self.source[end as usize..r as usize].trim_start().starts_with(',') {
                    self.error(Span::new(start, end), "Generator expression must be parenthesized");
                }
                let value = self.generator(open, elt, generators, r);
                let span = value.span;
                vec![Argument { span, kind: ArgumentKind::Positional, value }]
            }
            Some(last) => {
                items.push(last);
                self.arguments(items)
            }
            None => Vec::new(),
        };
        self.expr(l, ExprKind::Call { func, arguments }, r)
    }

    pub(crate) fn class_arguments(&mut self, items: Vec<CallItem>) -> Vec<Argument> {
        if let [CallItem::Generator(start, ..)] = items.as_slice() {
            self.error(Span::new(*start, *start), "invalid syntax");
            return Vec::new();
        }
        self.arguments(items)
    }

    fn arguments(&mut self, items: Vec<CallItem>) -> Vec<Argument> {
        let mut arguments = Vec::with_capacity(items.len());
        let (mut keyword, mut unpacked, mut reported) = (false, false, false);
        let mut misplaced = None;
        for item in items {
            match item {
                CallItem::Argument(argument) => {
                    let wrong = match argument.kind {
                        ArgumentKind::Positional if unpacked => {
                            Some("positional argument follows keyword argument unpacking")
                        }
                        ArgumentKind::Positional if keyword => Some("positional argument follows keyword argument"),
                        ArgumentKind::Starred if unpacked => {
                            Some("iterable argument unpacking follows keyword argument unpacking")
                        }
                        _ => None,
                    };
                    misplaced = misplaced.or(wrong.map(|message| (argument.span, message)));
                    keyword |= matches!(argument.kind, ArgumentKind::Keyword(_));
                    unpacked |= matches!(argument.kind, ArgumentKind::DoubleStarred);
                    arguments.push(argument);
                }
                CallItem::Generator(start, .., end) => {
                    self.error(Span::new(start, end), "Generator expression must be parenthesized");
                    reported = true;
                }
                CallItem::Wrong => reported = true,
            }
        }
        if let Some((span, message)) = misplaced.filter(|_| !reported) {
            self.error(span, message);
        }
        arguments
    }

    // ------------------------------------------------------------------ parameters

    pub(crate) fn missing_default(&mut self, l: u32) -> Expr {
        self.error(Span::new(l, l + 1), "expected default value expression");
        self.expr(l, ExprKind::Constant(Constant::None), l)
    }

    pub(crate) fn parameters(&mut self, items: Vec<ParameterItem>) -> Parameters {
        let mut list = Parameters::default();
        let mut state = Order::default();
        let count = items.len();
        for (at, item) in items.into_iter().enumerate() {
            let (span, mut wrong) = state.check(&item);
            // CPython has these messages only when something follows.
            let lone_slash = matches!(item, ParameterItem::Slash(_)) && count == 1;
            let last_star = matches!(item, ParameterItem::BareStar(_)) && at + 1 == count;
            if (lone_slash || last_star) && wrong.is_some() {
                wrong = Some("invalid syntax");
            }
            if let Some(message) = wrong.filter(|_| !state.reported) {
                state.reported = true;
                self.error(span, message);
            }
            match item {
                ParameterItem::Plain(parameter) if state.starred => list.kwonly.push(parameter),
                ParameterItem::Plain(parameter) => list.args.push(parameter),
                ParameterItem::Slash(_) => list.posonly.append(&mut list.args),
                ParameterItem::BareStar(_) => {}
                ParameterItem::Star(_, parameter) => list.vararg = Some(parameter),
                ParameterItem::DoubleStar(parameter) => list.kwarg = Some(parameter),
            }
        }
        if let Some(star) = state.bare_star.filter(|_| !state.reported) {
            self.error(Span::new(star, star + 1), "named arguments must follow bare *");
        }
        list
    }

    pub(crate) fn empty_type_params(&mut self, at: u32) -> Vec<TypeParam> {
        self.error(Span::new(at, at + 1), "Type parameter list cannot be empty");
        Vec::new()
    }

    pub(crate) fn variadic(
        &mut self,
        span: Span,
        name: Identifier,
        kind: TypeParamKind,
        bound: Option<(u32, Expr)>,
        default: Option<Expr>,
    ) -> TypeParam {
        if let Some((colon, bound)) = bound {
            let what = if matches!(*bound.kind, ExprKind::Tuple(_)) { "constraints" } else { "bound" };
            let whose = match kind {
                TypeParamKind::TypeVarTuple => "TypeVarTuple",
                _ => "ParamSpec",
            };
            let span = Span::new(colon, bound.span.end);
            self.error(span, format!("cannot use {what} with {whose}"));
        }
        TypeParam { span, name, kind, default }
    }
}

/// What has been seen of a parameter list.
#[derive(Default)]
struct Order {
    any: bool,
    slash: bool,
    starred: bool,
    default: bool,
    double_starred: bool,
    /// A `*` that no keyword-only parameter has followed yet.
    bare_star: Option<u32>,
    reported: bool,
}

impl Order {
    /// What is wrong with the next item, in CPython's words.
    fn check(&mut self, item: &ParameterItem) -> (Span, Option<&'static str>) {
        let mark = |at: u32| Span::new(at, at + 1);
        let (span, wrong) = match item {
            ParameterItem::Plain(parameter) => {
                let misplaced = !self.starred && self.default && parameter.default.is_none();
                self.default |= parameter.default.is_some();
                self.bare_star = None;
                let message = "parameter without a default follows parameter with a default";
                (parameter.span, misplaced.then_some(message))
            }
            ParameterItem::Slash(at) => {
                let message = if self.slash {
                    Some("/ may appear only once")
                } else if self.starred {
                    Some("/ must be ahead of *")
                } else if !self.any {
                    Some("at least one argument must precede /")
                } else {
                    None
                };
                self.slash = true;
                (mark(*at), message)
            }
            ParameterItem::BareStar(at) | ParameterItem::Star(at, _) => {
                let again = self.starred;
                self.starred = true;
                let mut message = again.then_some("* argument may appear only once");
                if let ParameterItem::Star(_, parameter) = item {
                    if parameter.default.is_some() {
                        message = message.or(Some("var-positional argument cannot have default value"));
                    }
                } else {
                    self.bare_star = Some(*at);
                }
                (mark(*at), message)
            }
            ParameterItem::DoubleStar(parameter) => {
                let default = parameter.default.is_some();
                (parameter.span, default.then_some("var-keyword argument cannot have default value"))
            }
        };
        let wrong = if self.double_starred { Some("arguments cannot follow var-keyword argument") } else { wrong };
        self.any = true;
        self.double_starred |= matches!(item, ParameterItem::DoubleStar(..));
        (span, wrong)
    }
}
