//! Builds again when a case is added or taken away; changes of known files are seen without this.

fn main() {
    println!("cargo:rerun-if-changed=cases");
}
