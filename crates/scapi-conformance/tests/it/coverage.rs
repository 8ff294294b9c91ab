//! What the cases cover, computed from the tables of the contract: methods, parameters, refusals, events, states, the
//! traps of the client, the switches of the profile. A cell that no case fills fails the test, by name.

mod call;
mod event;
mod profile;
mod refusal;
mod state;
mod success;
mod trap;

use std::collections::{BTreeMap, BTreeSet};

use scapi_conformance::case::Case;
use scapi_conformance::load;
use scapi_schema::clause::Catalogue;

/// Cells that have to be filled, each by a case at least.
#[derive(Debug)]
struct Grid {
    cells: BTreeMap<String, BTreeSet<String>>,
}

impl Grid {
    fn of(cells: impl IntoIterator<Item = String>) -> Self {
        Self { cells: cells.into_iter().map(|cell| (cell, BTreeSet::new())).collect() }
    }

    /// A case fills a cell; what is no cell of the grid is passed over.
    fn fill(&mut self, cell: &str, case: &Case) {
        if let Some(cases) = self.cells.get_mut(cell) {
            cases.insert(case.id.clone());
        }
    }

    fn empty(&self) -> Vec<&str> {
        self.cells.iter().filter(|(_, cases)| cases.is_empty()).map(|(cell, _)| cell.as_str()).collect()
    }

    fn assert_full(&self, name: &str) {
        println!("{name}: {} cells, {} of them empty", self.cells.len(), self.empty().len());
        assert!(!self.cells.is_empty(), "{name} has no cells");
        assert!(self.empty().is_empty(), "{name}: no case for\n  {}", self.empty().join("\n  "));
    }
}

/// The cases of the suite, rows expanded.
fn suite() -> Vec<Case> {
    load::cases(&load::embedded(), &Catalogue::bundled()).expect("cases without fault")
}

#[test]
fn there_are_cases_enough() {
    assert!(suite().len() >= 300, "{} cases", suite().len());
}

#[test]
fn a_cell_without_a_case_is_found() {
    let mut grid = Grid::of(["one".to_owned(), "two".to_owned()]);
    let case = &suite()[0];
    grid.fill("one", case);
    grid.fill("three", case);
    assert_eq!(grid.empty(), ["two"]);
}
