//! Runs lalrpop over the grammar, which lies beside the sources as the language reference it is.

fn main() {
    println!("cargo::rerun-if-changed=python.lalrpop");
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    lalrpop::Configuration::new()
        .set_out_dir(out)
        .emit_rerun_directives(false)
        .process_file("python.lalrpop")
        .expect("the grammar is LR(1)");
}
