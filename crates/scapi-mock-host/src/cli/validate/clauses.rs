//! The clause catalogue on the terminal.
//! A clause that does not exist is answered with the nearest that does.

use scapi_schema::{
    clause::{Catalogue, Clause},
    suggest,
};

use crate::cli::stdout::say;

pub(super) fn list() {
    for clause in &Catalogue::bundled().clauses {
        let provenance = clause.provenance.to_string();
        say!("{:<40} {:<6} {provenance:<10} {}", clause.id, level(clause), clause.requirement);
    }
}

pub(super) fn explain(id: &str) -> Result<(), String> {
    let catalogue = Catalogue::bundled();
    let Some(clause) = catalogue.find(id) else {
        let nearest = suggest::nearest(id, catalogue.clauses.iter().map(|clause| clause.id.as_str()));
        let hint = nearest.map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default();
        return Err(format!("there is no clause \"{id}\"{hint}"));
    };
    say!("{}", clause.id);
    say!("  {}", clause.requirement);
    say!("  level       {}", level(clause));
    say!(
        "  bound       {}",
        serde_json::to_value(clause.bound).unwrap_or_default().as_str().unwrap_or_default()
    );
    say!("  provenance  {}", clause.provenance);
    say!("  source      {}", clause.source);
    if let Some(switch) = &clause.profile {
        say!("  switch      {} (default {})", switch.key, switch.default);
    }
    if let Some(why) = &clause.why {
        say!("  no switch   {why}");
    }
    Ok(())
}

fn level(clause: &Clause) -> String {
    serde_json::to_value(clause.level).unwrap_or_default().as_str().unwrap_or_default().to_owned()
}
