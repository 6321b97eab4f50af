//! The closed vocabularies as Rust enums.

use proc_macro2::TokenStream;
use quote::quote;
use smtpcodes_rules::Problem;

use super::rust;
use crate::spec::Spec;

/// `words.rs`: an enum for each vocabulary of `spec/words.yaml`.
pub fn words(spec: &Spec, problems: &mut Vec<Problem>) -> String {
    let enums = spec.words.iter().map(|loaded| {
        let entry = &loaded.entry;
        let words: Vec<Word<'_>> = entry
            .values
            .iter()
            .map(|value| Word { name: &value.name, number: value.number, meaning: &value.meaning })
            .collect();
        word_enum(&rust::pascal(&entry.name), &entry.meaning, &entry.name, &words)
    });
    let tokens = quote! {
        use crate::word::UnknownWord;
        #(#enums)*
    };
    rust::file("spec/words.yaml", tokens, problems)
}

/// One word of an enum.
pub struct Word<'s> {
    pub name: &'s str,
    pub number: u8,
    pub meaning: &'s str,
}

/// An enum with its numbers, words and meanings.
pub fn word_enum(name: &str, meaning: &str, what: &str, words: &[Word<'_>]) -> TokenStream {
    let ident = rust::ident(name);
    let variants: Vec<_> = words.iter().map(|word| rust::ident(&rust::pascal(word.name))).collect();
    let docs = words.iter().map(|word| format!(" `{}`: {}", word.name, word.meaning));
    let meanings = words.iter().map(|word| word.meaning);
    let names: Vec<&str> = words.iter().map(|word| word.name).collect();
    let numbers: Vec<_> =
        words.iter().map(|w| proc_macro2::Literal::u8_unsuffixed(w.number)).collect();
    let count = words.len();
    let doc = format!(" {meaning}");
    let unknown = format!(" Fails with [`UnknownWord`] when `word` is no {what}.");
    quote! {
        #[doc = #doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[non_exhaustive]
        pub enum #ident {
            #(#[doc = #docs] #variants = #numbers,)*
        }

        impl #ident {
            /// Every value, in the order of the spec.
            pub const ALL: [Self; #count] = [#(Self::#variants),*];

            /// Gives the word, as JSON prints it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    #(Self::#variants => #names,)*
                }
            }

            /// Gives the published number, which is never reused.
            #[must_use]
            pub const fn number(self) -> u8 {
                self as u8
            }

            /// Finds the value with a published number.
            #[must_use]
            pub const fn from_number(number: u8) -> Option<Self> {
                match number {
                    #(#numbers => Some(Self::#variants),)*
                    _ => None,
                }
            }

            /// Says in one sentence what the value means.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self {
                    #(Self::#variants => #meanings,)*
                }
            }
        }

        impl core::fmt::Display for #ident {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl core::str::FromStr for #ident {
            type Err = UnknownWord;

            #[doc = #unknown]
            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                match word {
                    #(#names => Ok(Self::#variants),)*
                    _ => Err(UnknownWord::new(#what)),
                }
            }
        }
    }
}
