//! What all kinds of items have in common.

use syn::{Attribute, Ident, Item, Meta, Visibility};

/// The parts of an item that nearly all kinds of items have.
struct Head<'i> {
    attributes: &'i [Attribute],
    visibility: Option<&'i Visibility>,
    name: Option<&'i Ident>,
}

/// Returns whether an item is compiled for unit tests only.
pub(crate) fn is_test(item: &Item) -> bool {
    head(item).attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    })
}

/// Returns whether an item is `pub`, without a restriction.
pub(crate) fn is_public(item: &Item) -> bool {
    matches!(head(item).visibility, Some(Visibility::Public(_)))
}

/// Returns the name that an item defines.
pub(crate) fn name(item: &Item) -> Option<String> {
    head(item).name.map(ToString::to_string)
}

fn head(item: &Item) -> Head<'_> {
    let (attributes, visibility, name) = match item {
        Item::Const(item) => (&item.attrs, Some(&item.vis), Some(&item.ident)),
        Item::Enum(item) => (&item.attrs, Some(&item.vis), Some(&item.ident)),
        Item::Fn(item) => (&item.attrs, Some(&item.vis), Some(&item.sig.ident)),
        Item::Impl(item) => (&item.attrs, None, None),
        Item::Mod(item) => (&item.attrs, Some(&item.vis), Some(&item.ident)),
        Item::Static(item) => (&item.attrs, Some(&item.vis), Some(&item.ident)),
        Item::Struct(item) => (&item.attrs, Some(&item.vis), Some(&item.ident)),
        Item::Trait(item) => (&item.attrs, Some(&item.vis), Some(&item.ident)),
        Item::Type(item) => (&item.attrs, Some(&item.vis), Some(&item.ident)),
        Item::Union(item) => (&item.attrs, Some(&item.vis), Some(&item.ident)),
        Item::Use(item) => (&item.attrs, Some(&item.vis), None),
        _ => return Head { attributes: &[], visibility: None, name: None },
    };
    Head { attributes, visibility, name }
}
