//! Reports for wrong sources: `tests/diagnostics/*.py`, each beside its snapshot.

use std::path::Path;

use taipan::Vm;

#[test]
fn reports() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    insta::glob!(folder, "diagnostics/*.py", |path| {
        let name = path.file_name().expect("a file").to_string_lossy();
        let text = std::fs::read_to_string(path).expect("the glob found it");
        let error = Vm::new().run(&text).expect_err("it is wrong");
        assert!(error.is_syntax(), "{name}: {error}");
        insta::with_settings!({ snapshot_path => path.parent().expect("a file is in a folder"), prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("diagnostics", error.report(false));
        });
    });
}
