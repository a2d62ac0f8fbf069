fn main() -> std::process::ExitCode {
    taipan::cli::main()
}
