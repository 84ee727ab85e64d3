//! Makes `assets/map/coarse.bin` and `assets/map/fine.bin`, the coastlines and borders of the map pane.
//!
//! `cargo run --release --example make_map -- DIR`, where DIR holds the unpacked npm package `world-atlas` 2.0.2
//! (its `countries-110m.json` and `countries-50m.json`; their SHA-256 stands in `assets/map/README.md`, and other
//! files are refused). A line that one country has alone is coast, one that two share is border. The layout is
//! described in `assets/map/README.md`.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use dateline::article::revision;
use serde_json::Value;

const INPUTS: &[(&str, &str, &str)] = &[
    ("countries-110m.json", "2516c915867c7baf18ddec727aec46c315541a07cfb3d79a6559b05d5e94eee8", "coarse.bin"),
    ("countries-50m.json", "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394", "fine.bin"),
];

/// Fixed point: 180 degrees of longitude, or 90 of latitude, are this much.
const ONE: f64 = 32767.0;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("give the folder of the unpacked package world-atlas")?;
    for (input, sum, output) in INPUTS {
        let text = fs::read_to_string(Path::new(&folder).join(input))?;
        let found = revision(&text);
        if found.trim_start_matches("sha256:") != *sum {
            return Err(format!("{input} is {found}, {sum} was expected").into());
        }
        let made = make(&serde_json::from_str(&text)?).ok_or("no topology")?;
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/map").join(output), made)?;
    }
    Ok(())
}

/// The lines of a TopoJSON of countries, in our layout.
fn make(topology: &Value) -> Option<Vec<u8>> {
    let mut owners: HashMap<usize, Vec<usize>> = HashMap::new();
    for (country, geometry) in topology["objects"]["countries"]["geometries"].as_array()?.iter().enumerate() {
        collect(&geometry["arcs"], country, &mut owners);
    }
    let pair = |value: &Value| Some((value[0].as_f64()?, value[1].as_f64()?));
    let scale = pair(&topology["transform"]["scale"])?;
    let shift = pair(&topology["transform"]["translate"])?;
    let mut lines = Vec::new();
    for (i, arc) in topology["arcs"].as_array()?.iter().enumerate() {
        let Some(sides) = owners.get(&i) else { continue };
        let border = sides.iter().any(|side| *side != sides[0]);
        let (mut x, mut y) = (0.0, 0.0);
        let mut points = Vec::new();
        for step in arc.as_array()? {
            let (dx, dy) = pair(step)?;
            (x, y) = (x + dx, y + dy);
            points.push((x * scale.0 + shift.0, y * scale.1 + shift.1));
        }
        for line in cut_at_seams(&points) {
            let mut fixed: Vec<(i16, i16)> = line
                .iter()
                .map(|(lon, lat)| ((lon / 180.0 * ONE).round() as i16, (lat / 90.0 * ONE).round() as i16))
                .collect();
            fixed.dedup();
            if fixed.len() > 1 {
                lines.push((u8::from(border), line, fixed));
            }
        }
    }
    let mut out = u32::try_from(lines.len()).ok()?.to_le_bytes().to_vec();
    for (kind, points, fixed) in lines {
        write_line(&mut out, kind, &points, &fixed)?;
    }
    Some(out)
}

/// Notes whose line each arc is; arcs stand in lists of lists, and run backwards as `!number`.
fn collect(arcs: &Value, country: usize, owners: &mut HashMap<usize, Vec<usize>>) {
    if let Some(list) = arcs.as_array() {
        for inner in list {
            collect(inner, country, owners);
        }
    } else if let Some(number) = arcs.as_i64() {
        let index = if number < 0 { !number } else { number };
        owners.entry(index as usize).or_default().push(country);
    }
}

/// Drops the steps that only close a shape along the 180th meridian or at the pole: no coast runs there.
fn cut_at_seams(points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
    let seam = |a: (f64, f64), b: (f64, f64)| {
        let edge = |p: (f64, f64)| p.0.abs() > 179.98;
        let pole = |p: (f64, f64)| p.1 < -89.9;
        (edge(a) && edge(b)) || pole(a) || pole(b) || (a.0 - b.0).abs() > 180.0
    };
    let mut out = vec![Vec::new()];
    for (i, point) in points.iter().enumerate() {
        if i > 0 && seam(points[i - 1], *point) {
            out.push(Vec::new());
        }
        if let Some(line) = out.last_mut() {
            line.push(*point);
        }
    }
    out.retain(|line: &Vec<_>| line.len() > 1);
    out
}

fn write_line(out: &mut Vec<u8>, kind: u8, points: &[(f64, f64)], fixed: &[(i16, i16)]) -> Option<()> {
    let fold = |pick: fn(&(f64, f64)) -> f64, join: fn(f64, f64) -> f64, start: f64| {
        points.iter().map(pick).fold(start, join) as f32
    };
    out.push(kind);
    for edge in [
        fold(|p| p.0, f64::min, 180.0),
        fold(|p| p.1, f64::min, 90.0),
        fold(|p| p.0, f64::max, -180.0),
        fold(|p| p.1, f64::max, -90.0),
    ] {
        out.extend(edge.to_le_bytes());
    }
    out.extend(u32::try_from(fixed.len()).ok()?.to_le_bytes());
    for (lon, lat) in fixed {
        out.extend(lon.to_le_bytes());
        out.extend(lat.to_le_bytes());
    }
    Some(())
}
