#!/usr/bin/env python3
# /// script
# requires-python = ">=3.10"
# dependencies = ["fonttools==4.68.0"]
# ///
"""Redraws a CFF face with TrueType outlines and leaves everything else as it is.

usage: convert.py convert ORIGINAL.otf FACE.ttf   write FACE.ttf, the same bytes every time
       convert.py compare ORIGINAL.otf FACE.ttf   check FACE.ttf against its original, glyph by glyph
       convert.py figures ORIGINAL.otf            print the [face.original] figures for manifest.toml

What changes, because TrueType outlines force it:
  CFF, VORG        gone; glyf and loca take the place of CFF, vmtx the place of VORG
  maxp             version 1.0, counted from the new outlines; no instructions
  head             outline bounds, loca format
  hmtx, vmtx       side bearings: left = xMin, top = vertical origin - yMax; advances stay
  hhea, vhea       the extreme bearings and extents, counted again from those
What stays byte for byte: BASE, GPOS, OS/2, cmap, name, post. Glyph order, glyph count,
time stamps and every remaining field of head, hhea and vhea stay too.

Needs exactly the fontTools release named below; another one may draw other curves.
"""

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import inf, sqrt
from pathlib import Path

import fontTools
from fontTools.cu2qu import curve_to_quadratic
from fontTools.misc.roundTools import otRound
from fontTools.pens.basePen import BasePen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.reverseContourPen import ReverseContourPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph, dropImpliedOnCurvePoints

FONTTOOLS = "4.68.0"

# How far a new curve may run from the old one after rounding to the grid, in units of 1/1000 em.
MAX_ERROR = 0.5
# Tolerances to try in turn: the first one that survives the rounding has the fewest points.
TOLERANCES = (0.5, 0.3, 0.15, 0.08)
# In how many steps every quadratic piece is walked to measure how far it is from the original.
STEPS = 16
# How often to slide along a curve towards its place nearest to a point.
SLIDES = 4
# Tables that must come through byte for byte.
UNTOUCHED = ("BASE", "GPOS", "OS/2", "cmap", "name", "post")

Point = tuple[float, float]
Curve = Sequence[Point]
# Where a curve is and how fast it goes: x, y, dx/dt, dy/dt.
Place = tuple[float, float, float, float]


# The outlines.


class TrueTypeCurves(BasePen):
    """Passes an outline on with whole coordinates and quadratic curves, noting the worst error."""

    def __init__(self, next_pen):
        super().__init__(None)
        self.next_pen = next_pen
        self.worst = 0.0

    def _moveTo(self, point):
        self.next_pen.moveTo(rounded(point))

    def _lineTo(self, point):
        self.next_pen.lineTo(rounded(point))

    def _curveToOne(self, handle1, handle2, end):
        cubic = (self._getCurrentPoint(), handle1, handle2, end)
        spline, error = nearest_spline(cubic)
        self.worst = max(self.worst, error)
        self.next_pen.qCurveTo(*spline[1:])

    def _closePath(self):
        self.next_pen.closePath()


def rounded(point: Point) -> Point:
    return (otRound(point[0]), otRound(point[1]))


def nearest_spline(cubic: Curve) -> tuple[Curve, float]:
    """Returns the shortest spline on the grid within MAX_ERROR of a cubic curve, or else the nearest."""
    best, least = [], inf
    for tolerance in TOLERANCES:
        spline = [rounded(point) for point in curve_to_quadratic(cubic, tolerance)]
        error = distance(cubic, spline)
        if error < least:
            best, least = spline, error
        if least <= MAX_ERROR:
            return best, least
    return nudged(cubic, best, least)


def nudged(cubic: Curve, spline: Curve, error: float) -> tuple[Curve, float]:
    """Moves the handles of a spline one grid step at a time while that brings it nearer to the cubic."""
    nearer = True
    while nearer and error > MAX_ERROR:
        nearer = False
        for candidate in list(neighbours(spline)):
            there = distance(cubic, candidate)
            if there < error - 1e-9:
                spline, error, nearer = candidate, there, True
    return spline, error


def neighbours(spline: Curve) -> Iterator[Curve]:
    """Yields every spline that has one handle moved to a neighbouring grid point."""
    for i, (x, y) in enumerate(spline[1:-1], start=1):
        for dx, dy in ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)):
            yield [*spline[:i], (x + dx, y + dy), *spline[i + 1 :]]


def distance(cubic: Curve, spline: Curve) -> float:
    """Returns how far, at most, a spline and the cubic curve it stands for run apart."""
    worst, steps = 0.0, STEPS * (len(spline) - 2)
    for i in range(steps + 1):
        t = i / steps
        on_cubic, on_spline = cubic_at(cubic, t), spline_at(spline, t)
        apart = length(on_cubic[0] - on_spline[0], on_cubic[1] - on_spline[1])
        if apart > MAX_ERROR:
            # The two may keep together and only be walked at a different pace.
            apart = max(gap(on_cubic, spline_at, spline, t), gap(on_spline, cubic_at, cubic, t))
        worst = max(worst, apart)
    return worst


def gap(point: Place, curve_at: Callable[[Curve, float], Place], curve: Curve, t: float) -> float:
    """Returns the distance of a point from a curve, sliding from t to where the curve is nearest."""
    nearest = inf
    for _ in range(SLIDES):
        x, y, along_x, along_y = curve_at(curve, t)
        dx, dy = point[0] - x, point[1] - y
        nearest = min(nearest, length(dx, dy))
        speed = along_x * along_x + along_y * along_y
        if nearest <= MAX_ERROR or speed == 0:
            break
        t = min(1.0, max(0.0, t + (dx * along_x + dy * along_y) / speed))
    return nearest


def length(dx: float, dy: float) -> float:
    # Unlike hypot, a square root is rounded alike on every machine.
    return sqrt(dx * dx + dy * dy)


def cubic_at(curve: Curve, t: float) -> Place:
    """Returns where a cubic curve is at t, and how fast it goes in either direction."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    u = 1 - t
    a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
    e, f, g = 3 * u * u, 6 * u * t, 3 * t * t
    return (
        a * x0 + b * x1 + c * x2 + d * x3,
        a * y0 + b * y1 + c * y2 + d * y3,
        e * (x1 - x0) + f * (x2 - x1) + g * (x3 - x2),
        e * (y1 - y0) + f * (y2 - y1) + g * (y3 - y2),
    )


def spline_at(curve: Curve, t: float) -> Place:
    """Returns where a quadratic spline is at t, and how fast it goes in either direction."""
    pieces = len(curve) - 2
    i = min(int(t * pieces), pieces - 1)
    x1, y1 = handle = curve[i + 1]
    x0, y0 = curve[0] if i == 0 else middle(curve[i], handle)
    x2, y2 = curve[-1] if i == pieces - 1 else middle(handle, curve[i + 2])
    t = t * pieces - i
    u = 1 - t
    a, b, c = u * u, 2 * u * t, t * t
    e, f = 2 * u * pieces, 2 * t * pieces
    return (
        a * x0 + b * x1 + c * x2,
        a * y0 + b * y1 + c * y2,
        e * (x1 - x0) + f * (x2 - x1),
        e * (y1 - y0) + f * (y2 - y1),
    )


def middle(a: Point, b: Point) -> Point:
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


def redrawn(glyph_set, name: str) -> tuple[Glyph, float]:
    """Returns a glyph with TrueType outlines and the worst error of its curves."""
    pen = TTGlyphPen(None)
    # PostScript fills what lies left of the path, TrueType what lies right of it.
    curves = TrueTypeCurves(ReverseContourPen(pen))
    glyph_set[name].draw(curves)
    glyph = pen.glyph()
    # The coordinates are whole by now, so a point dropped here is implied exactly.
    dropImpliedOnCurvePoints(glyph)
    return glyph, curves.worst


# The tables around the outlines.


def convert(original: Path, face: Path) -> None:
    """Writes the TrueType form of a CFF face."""
    if fontTools.version != FONTTOOLS:
        sys.exit(f"error: fontTools {fontTools.version} found, {FONTTOOLS} wanted\n"
                 f"hint: python3 -m pip install fonttools=={FONTTOOLS}")
    font = TTFont(original, recalcTimestamp=False)
    order, glyph_set, origin = font.getGlyphOrder(), font.getGlyphSet(), vertical_origin(font)
    drawn = {name: redrawn(glyph_set, name) for name in order}
    put_outlines(font, order, {name: glyph for name, (glyph, _) in drawn.items()})
    set_bearings(font, origin)
    for tag in ("CFF ", "VORG"):
        del font[tag]
    font.sfntVersion = "\x00\x01\x00\x00"
    font.save(face)
    worst = max(error for _, error in drawn.values())
    over = sum(error > MAX_ERROR for _, error in drawn.values())
    print(f"{face.name}: {len(order)} glyphs, worst error {worst:.3f} units, {over} glyphs above "
          f"{MAX_ERROR}, {face.stat().st_size} bytes, fontTools {fontTools.version}")


def put_outlines(font: TTFont, order: list[str], glyphs: dict[str, Glyph]) -> None:
    """Gives a face its glyf and loca tables and a maxp table without any instructions."""
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    for glyph in glyphs.values():
        glyph.recalcBounds(glyf)
    # Saving counts the points and contours; the rest is about instructions and components.
    maxp = font["maxp"]
    maxp.tableVersion, maxp.maxZones = 0x00010000, 1
    for field in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
                  "maxStackElements", "maxSizeOfInstructions", "maxComponentElements"):
        setattr(maxp, field, 0)


def set_bearings(font: TTFont, origin: int) -> None:
    """Ties the side bearings to the new outlines, so that no glyph moves in either direction.

    A TrueType rasteriser places the left edge of a glyph at its left bearing, and the vertical
    origin at the top edge plus the top bearing. VORG, which says the latter for CFF, is dropped.
    """
    horizontal, vertical = font["hmtx"].metrics, font["vmtx"].metrics
    for name, glyph in font["glyf"].glyphs.items():
        if glyph.numberOfContours:
            horizontal[name] = (horizontal[name][0], glyph.xMin)
            vertical[name] = (vertical[name][0], origin - glyph.yMax)


def vertical_origin(font: TTFont) -> int:
    """Returns the height above the baseline where every glyph of a face hangs in vertical text."""
    if "VORG" in font:
        if font["VORG"].VOriginRecords:
            sys.exit("error: this face hangs its glyphs at different heights; convert.py knows one")
        return font["VORG"].defaultVertOriginY
    glyf, vertical = font["glyf"], font["vmtx"].metrics
    heights = {vertical[name][1] + glyf[name].yMax
               for name in font.getGlyphOrder() if glyf[name].numberOfContours}
    if len(heights) != 1:
        sys.exit("error: the top bearings put the vertical origin at different heights")
    return heights.pop()


# The proof.


def figures(path: Path) -> dict[str, int | str]:
    """Returns what must be the same before and after, with the digest of the file itself."""
    font = TTFont(path, recalcTimestamp=False)
    order, ids = font.getGlyphOrder(), font.getReverseGlyphMap()
    mapped = sorted((code, ids[name]) for code, name in font.getBestCmap().items() if ids[name])
    widths, heights = font["hmtx"].metrics, font["vmtx"].metrics
    return {
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "units_per_em": font["head"].unitsPerEm,
        "glyphs": len(order),
        "hhea_ascender": font["hhea"].ascent,
        "hhea_descender": font["hhea"].descent,
        "typo_ascender": font["OS/2"].sTypoAscender,
        "typo_descender": font["OS/2"].sTypoDescender,
        "vhea_ascender": font["vhea"].ascent,
        "vhea_descender": font["vhea"].descent,
        "vertical_origin": vertical_origin(font),
        "characters": len(mapped),
        "characters_sha256": digest(f"{code} {glyph}" for code, glyph in mapped),
        "widths_sha256": digest(widths[name][0] for name in order),
        "heights_sha256": digest(heights[name][0] for name in order),
    }


def digest(lines: Iterable) -> str:
    """Returns the SHA-256 of a list written one item a line, each line ended."""
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def print_figures(original: Path) -> None:
    """Prints the [face.original] table of the manifest."""
    print("[face.original]")
    for field, value in figures(original).items():
        print(f'{field} = "{value}"' if isinstance(value, str) else f"{field} = {value}")


def compare(original: Path, face: Path) -> None:
    """Checks a converted face against its original and ends with an error if they disagree."""
    before, after = figures(original), figures(face)
    faults = [f"{field}: {before[field]} became {after[field]}"
              for field in before if field != "sha256" and before[field] != after[field]]
    old, new = TTFont(original), TTFont(face)
    faults += [f"{tag}: the table changed" for tag in UNTOUCHED if old.reader[tag] != new.reader[tag]]
    moved = list(box_moves(old, new))
    faults += [f"{name}: an edge moved by {by:.3f} units" for name, by in moved if by > 1]
    widest = max(by for _, by in moved)
    print(f"{face.name}: {len(moved)} glyphs, edges moved by {widest:.3f} units at most, "
          f"{len(faults)} faults")
    if faults:
        sys.exit("\n".join(faults))


def box_moves(old: TTFont, new: TTFont) -> Iterator[tuple[str, float]]:
    """Yields for every glyph, in glyph order, how far an edge of its inked box moved, at most."""
    old_set, new_set = old.getGlyphSet(), new.getGlyphSet()
    for before, after in zip(old.getGlyphOrder(), new.getGlyphOrder(), strict=True):
        old_pen, new_pen = BoundsPen(old_set), BoundsPen(new_set)
        old_set[before].draw(old_pen)
        new_set[after].draw(new_pen)
        if (old_pen.bounds is None) != (new_pen.bounds is None):
            yield before, inf
        elif old_pen.bounds is None:
            yield before, 0.0
        else:
            yield before, max(abs(a - b) for a, b in zip(old_pen.bounds, new_pen.bounds))


VERBS = {"convert": (convert, 2), "compare": (compare, 2), "figures": (print_figures, 1)}


def main(arguments: list[str]) -> None:
    verb, *paths = arguments or [""]
    run, wanted = VERBS.get(verb, (None, 0))
    if run is None or len(paths) != wanted:
        sys.exit(__doc__)
    run(*map(Path, paths))


if __name__ == "__main__":
    main(sys.argv[1:])
