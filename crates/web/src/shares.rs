//! How much of something one address may hold: its [share](domain::budget::share) of what there is. That whoever comes
//! next finds any, though many took their share, is for [`Places`](crate::places::Places) to see to, which change hands.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};

use domain::budget::share;

/// The bits of an IPv6 address that tell one household or firm from another: a network of /56.
const NETWORK: u128 = u128::MAX << 72;

/// Whose a share is: an IPv4 address, or an IPv6 network of /56.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Holder(IpAddr);

impl Holder {
    /// The one to whom that address belongs.
    pub(crate) fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(six) => Ipv6Addr::from_bits(six.to_bits() & NETWORK).into(),
            four => four,
        })
    }
}

/// What there is of something, and who holds how much of it.
pub(crate) struct Shares {
    all: usize,
    taken: usize,
    held: HashMap<Holder, usize>,
}

impl Shares {
    /// So much of it, of which nobody holds anything yet.
    pub(crate) fn new(all: usize) -> Self {
        Self {
            all,
            taken: 0,
            held: HashMap::new(),
        }
    }

    pub(crate) fn held(&self, whose: Holder) -> usize {
        self.held.get(&whose).copied().unwrap_or(0)
    }

    /// Takes so much more, or nothing where that is beyond their share. Whoever is exempt (`None`) has
    /// no share of their own, and is bounded by what there is.
    pub(crate) fn take(&mut self, whose: Option<Holder>, more: usize) -> bool {
        let free = self.all.saturating_sub(self.taken);
        let may = match whose {
            None => free,
            Some(holder) => share::more(self.held(holder), free).min(free),
        };
        if more > may {
            return false;
        }
        self.add(whose, more);
        true
    }

    /// Whether somebody may have one more where nothing is free and it is given up by whoever holds so
    /// much: within the share that they would have if it were free.
    pub(crate) fn may_have_of(&self, whose: Option<Holder>, theirs: usize) -> bool {
        let may = |holder| self.taken >= self.all && share::more(self.held(holder), theirs) > 0;
        whose.is_none_or(may)
    }

    /// Hands so much on from one to another, whatever their shares.
    pub(crate) fn hand_on(&mut self, from: Option<Holder>, to: Option<Holder>, much: usize) {
        self.give_back(from, much);
        self.add(to, much);
    }

    fn add(&mut self, whose: Option<Holder>, more: usize) {
        self.taken = self.taken.saturating_add(more);
        if let Some(holder) = whose {
            let held = self.held.entry(holder).or_default();
            *held = held.saturating_add(more);
        }
    }

    /// Gives back so much of what was taken.
    pub(crate) fn give_back(&mut self, whose: Option<Holder>, less: usize) {
        self.taken = self.taken.saturating_sub(less);
        let Some(holder) = whose else { return };
        let left = self.held(holder).saturating_sub(less);
        if left == 0 {
            self.held.remove(&holder);
        } else {
            self.held.insert(holder, left);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(text: &str) -> Holder {
        Holder::of(text.parse().unwrap())
    }

    #[test]
    fn a_share_is_an_address_s_or_a_network_s() {
        #[rustfmt::skip]
        let cases = [
            ("192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
            ("192.0.2.1", "::ffff:192.0.2.1", true),
            ("2001:db8:0:1200::1", "2001:db8:0:12ff:ffff::2", true),
            ("2001:db8:0:1200::1", "2001:db8:0:1300::1", false),
        ];
        for (one, other, same) in cases {
            assert_eq!(holder(one) == holder(other), same, "{one} {other}");
        }
    }

    #[test]
    fn nobody_gets_more_than_a_quarter_of_what_others_leave() {
        let mut shares = Shares::new(1_000);
        let takes = |shares: &mut Shares, name: &str| {
            let whose = Some(holder(name));
            (0..).take_while(|_| shares.take(whose, 1)).count()
        };
        assert_eq!(takes(&mut shares, "192.0.2.1"), 250);
        assert_eq!(takes(&mut shares, "192.0.2.2"), 188);
        assert_eq!(
            takes(&mut shares, "192.0.2.1"),
            0,
            "others hold some by now"
        );
        shares.give_back(Some(holder("192.0.2.2")), 188);
        assert!(!shares.take(Some(holder("192.0.2.1")), 1));
        assert!(
            !shares.take(Some(holder("192.0.2.3")), 189),
            "all or nothing"
        );
        assert_eq!(shares.held(holder("192.0.2.3")), 0);
        // Whoever is exempt takes all the rest, and then there is nothing.
        assert!(!shares.take(None, 751));
        assert!(shares.take(None, 750));
        assert!(!shares.take(None, 1));
        assert!(!shares.take(Some(holder("192.0.2.3")), 1));
        shares.give_back(None, 750);
        shares.give_back(Some(holder("192.0.2.1")), 250);
        assert!(
            shares.held.is_empty() && shares.taken == 0,
            "nothing is kept of them"
        );
    }

    proptest::proptest! {
        #[test]
        fn nobody_gets_past_a_quarter_of_what_others_leave(asked in proptest::collection::vec((0u8..60, 0usize..9_000), 0..300)) {
            let mut shares = Shares::new(100_000);
            for (who, more) in asked {
                let whose = Holder(IpAddr::from([192, 0, 2, who]));
                if shares.take(Some(whose), more) && more > 0 {
                    let left = 100_000 - (shares.taken - shares.held(whose));
                    proptest::prop_assert!(shares.held(whose) <= left.div_ceil(4));
                }
            }
            proptest::prop_assert!(shares.taken <= 100_000);
        }
    }
}
