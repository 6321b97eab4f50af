//! Builds the prefix table and the radix tree of phrases.

use std::collections::BTreeMap;

use smtpcodes_matcher::{Node, Output, Prefix, prefix_slot};

/// Bytes by which the prefix table is entered.
const PREFIX: usize = 3;

/// The tree as flat tables.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    pub(crate) prefixes: Vec<Prefix>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) labels: Vec<u8>,
    pub(crate) outputs: Vec<Output>,
    /// Where each label was put.
    placed: BTreeMap<Vec<u8>, u32>,
}

/// What is left of phrases behind a node, and what ends with them.
type Rests<'p> = Vec<(&'p [u8], &'p [Output])>;

/// The phrases (three bytes at least each) and what ends with them.
pub(crate) type Phrases = BTreeMap<Vec<u8>, Vec<Output>>;

/// Lays the phrases out; an error says which limit of the tables they pass.
pub(crate) fn build(phrases: &Phrases) -> Result<Tree, String> {
    let mut tree = Tree::default();
    let mut prefixes: BTreeMap<[u8; PREFIX], Rests<'_>> = BTreeMap::new();
    for (phrase, outputs) in phrases {
        let (prefix, rest) =
            phrase.split_first_chunk().ok_or("a phrase has less than three bytes")?;
        prefixes.entry(*prefix).or_default().push((rest, outputs));
    }
    let slots = (prefixes.len() * 2).next_power_of_two().max(16);
    tree.prefixes = vec![Prefix::default(); slots];

    let mut entered = Vec::new();
    // Nodes whose children are still to be laid out: the node, and the phrases that go on behind its label.
    let mut open: Vec<(usize, Rests<'_>)> = Vec::new();
    for (prefix, rests) in prefixes {
        let key = u32::from_le_bytes([prefix[0], prefix[1], prefix[2], 0]);
        let mut slot = prefix_slot(key, slots);
        while tree.prefixes[slot].key != 0 {
            slot = (slot + 1) & (slots - 1);
        }
        tree.prefixes[slot] = Prefix {
            key,
            fourth: following(&rests, 0),
            fifth: following(&rests, 1),
            node: index(tree.nodes.len(), "nodes")?,
            ..Prefix::default()
        };
        entered.push(slot);
        let node = tree.nodes.len();
        let behind = tree.add_node(&[], rests)?;
        open.push((node, behind));
    }
    let mut at = 0;
    while at < open.len() {
        let (node, behind) = std::mem::take(&mut open[at]);
        at += 1;
        let mut groups: BTreeMap<(u8, u8), Rests<'_>> = BTreeMap::new();
        for (rest, outputs) in behind {
            groups.entry((rest[0] % 32, rest[0])).or_default().push((rest, outputs));
        }
        tree.nodes[node].first_child = index(tree.nodes.len(), "nodes")?;
        tree.nodes[node].children =
            u8::try_from(groups.len()).map_err(|_| "a node has more than 255 children")?;
        tree.nodes[node].follows = groups.keys().fold(0, |bits, (bit, _)| bits | 1 << bit);
        for rests in groups.into_values() {
            let label = common_prefix(&rests);
            let child = tree.nodes.len();
            let rests = rests.into_iter().map(|(rest, out)| (&rest[label.len()..], out)).collect();
            let behind = tree.add_node(label, rests)?;
            open.push((child, behind));
        }
    }
    for slot in entered {
        let prefix = &mut tree.prefixes[slot];
        let node = &tree.nodes[usize::from(prefix.node)];
        prefix.first_child = node.first_child;
        prefix.children = node.children;
    }
    Ok(tree)
}

impl Tree {
    /// Adds a node; gives back the phrases that go on behind it.
    fn add_node<'p>(&mut self, label: &[u8], rests: Rests<'p>) -> Result<Rests<'p>, String> {
        let first_output = index(self.outputs.len(), "outputs")?;
        let mut behind = Vec::new();
        for (rest, outputs) in rests {
            if rest.is_empty() {
                self.outputs.extend_from_slice(outputs);
            } else {
                behind.push((rest, outputs));
            }
        }
        let outputs = self.outputs.len() - usize::from(first_output);
        let (head, rest) = label.split_at(label.len().min(8));
        let label_at = self.place(rest);
        let mut eight = [0; 8];
        eight[..head.len()].copy_from_slice(head);
        self.nodes.push(Node {
            label: label_at,
            label_len: u8::try_from(label.len()).map_err(|_| "a label has more than 255 bytes")?,
            head: u64::from_le_bytes(eight),
            first_output,
            outputs: u8::try_from(outputs).map_err(|_| "more than 255 rules share one phrase")?,
            ..Node::default()
        });
        Ok(behind)
    }

    /// Where the bytes of a label stand; equal labels are shared.
    fn place(&mut self, label: &[u8]) -> u32 {
        if let Some(&at) = self.placed.get(label) {
            return at;
        }
        let at = self.labels.len() as u32;
        self.labels.extend_from_slice(label);
        self.placed.insert(label.to_vec(), at);
        at
    }
}

/// The bytes that stand at `at` of the rests, as bits; all where a rest is too short to tell.
fn following(rests: &Rests<'_>, at: usize) -> u32 {
    rests
        .iter()
        .fold(0, |bits, (rest, _)| bits | rest.get(at).map_or(u32::MAX, |byte| 1 << (byte % 32)))
}

fn index(count: usize, what: &str) -> Result<u16, String> {
    u16::try_from(count).map_err(|_| format!("the tables hold at most 65,536 {what}"))
}

fn common_prefix<'p>(rests: &[(&'p [u8], &'p [Output])]) -> &'p [u8] {
    let first = rests[0].0;
    let shared = rests
        .iter()
        .map(|(rest, _)| first.iter().zip(*rest).take_while(|(a, b)| a == b).count())
        .min();
    // A label has at most 255 bytes; the rest of a longer one goes into a child.
    &first[..shared.unwrap_or(first.len()).min(255)]
}
