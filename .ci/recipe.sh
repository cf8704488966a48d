#!/usr/bin/env bash
# Follows the recipe "Add a field to the issue" of CONTRIBUTING.md in a copy of the sources: an optional
# text field of the colophon, in five source files. Whatever else knows fields must follow: the tests that
# hold the table of fields to the program pass, the guide and the schema explain the field, a form shows it,
# a PDF carries it, and its words are printed.
#
# usage: .ci/recipe.sh FOLDER   the folder of the copy
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly copy=$1 source_files=5
edited=()

fail() { printf 'error: %s\n' "$1" >&2; exit 1; }

# Edits a file of the copy by a command of sed, which must find its place.
edit() {
  sed -i "$2" "$copy/$1"
  ! cmp -s "$1" "$copy/$1" || fail "$1 has no place for the field any more: mend .ci/recipe.sh"
  edited+=("$1")
}

mkdir -p "$copy"
git ls-files -z | xargs -0 cp --parents --target-directory "$copy"

edit crates/text/src/fields/form.rs '/pub(crate) copies: /a\
    pub(crate) note: Option<String>,'
edit crates/text/src/fields/fields.toml '/^\["contact"\]/i\
["colophon.note"]\
title = { zh = "附注", en = "Note" }\
zh = "印在版记里的一句话。"\
en = "A sentence in the colophon."\
left_out = { zh = "不印", en = "none is printed" }\
example = "仅供内部参阅"\
form = "line"\
proofread = "office"\
pages = true\
'
edit crates/values/src/issue/colophon.rs '/pub copies: /a\
    /// What the office adds (附注).\
    pub note: Option<String>,
/texts.add_all("colophon.copies"/a\
        texts.add_all("colophon.note", \&self.note);'
edit crates/text/src/manuscript/colophon.rs '/copies: form.copies.map/a\
            note: self.optional("colophon.note", form.note.as_ref()),'
edit templates/provincial-bulletin/colophon.typ.j2 '/set k = issue.contact/i\
  {%- if c.note %}\
  block(inset: (x: small), {{ c.note | code }})\
  {%- endif %}'
((${#edited[@]} <= source_files)) || fail "a field takes ${#edited[@]} source files, more than $source_files"

# What is built of other people's sources is the same, and shared. What is built of ours is told from the
# original by its version: cargo does not tell workspaces apart by their folders.
export CARGO_TARGET_DIR=$PWD/target
cd "$copy"
sed -i '0,/^version = .*/s//version = "0.0.0-recipe"/' Cargo.toml
cargo update --quiet --offline --workspace
build=(--quiet --release --locked --config .ci/unoptimised.toml)

# The guide is made anew, and then all that the program does with fields holds of this one, too.
SNAPSHOTS=overwrite cargo test "${build[@]}" --test text guide:: >/dev/null 2>&1 || true
cargo test "${build[@]}" --test text -- fields:: guide::
grep --quiet '^| `colophon.note` | \*\*附注\*\*' data/README.md || fail 'the guide does not explain the field'

sed 's/^copies = .*/&\nnote = "仅供内部参阅"/' tests/issues/full/issue.toml >tests/issues/full/note.toml
cargo run "${build[@]}" -- schema >schema.json
grep --quiet '"印在版记里的一句话。不写就不印。' schema.json || fail 'the schema does not explain the field'
cargo run "${build[@]}" -- render tests/issues/full/note.toml -f layout -o note.json
grep --quiet '仅供内部参阅' note.json || fail 'the words of the field are not printed'

printf 'colophon.note: %d source files\n' "${#edited[@]}"
printf '  %s\n' "${edited[@]}"
