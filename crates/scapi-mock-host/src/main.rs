//! The standalone mock host.
//! See [`scapi_mock_host::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    scapi_mock_host::cli::main()
}
