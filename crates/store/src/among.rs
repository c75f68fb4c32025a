//! Reading what belongs to several of something by one statement, whose text is the same however many they are.

use crate::Value;

/// To how many one statement can look.
pub const AMONG: usize = 32;

/// That a column is one of [`AMONG`] values.
#[macro_export]
macro_rules! among {
    ($column:literal) => {
        concat!(
            $column,
            " IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
             $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)"
        )
    };
}

/// The values of a statement with [`among!`](crate::among): the first stands for those that are missing. None where
/// there are none to look for; what is beyond [`AMONG`] is left out.
pub fn among<T: Copy>(all: &[T]) -> Option<[Value; AMONG]>
where
    Value: From<T>,
{
    let first = *all.first()?;
    let at = |place| Value::from(all.get(place).copied().unwrap_or(first));
    Some(std::array::from_fn(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_stands_for_those_that_are_missing() {
        assert!(among::<i64>(&[]).is_none());
        let asked = among(&[7, 9]).unwrap();
        assert_eq!(
            (&asked[0], &asked[1], &asked[31]),
            (&7.into(), &9.into(), &7.into())
        );
        let last = concat!("$", 32, ")");
        assert!(among!("a.id").starts_with("a.id IN ($1, ") && among!("a.id").ends_with(last));
    }
}
