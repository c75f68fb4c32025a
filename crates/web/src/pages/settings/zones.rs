//! Time zones that are offered while one is typed.

/// Zones that are offered in order; any other of the IANA's is taken as well.
pub(super) const OFFERED: [&str; 36] = [
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "America/Anchorage",
    "America/Argentina/Buenos_Aires",
    "America/Bogota",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Toronto",
    "Asia/Dubai",
    "Asia/Jakarta",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Atlantic/Reykjavik",
    "Australia/Perth",
    "Australia/Sydney",
    "Europe/Athens",
    "Europe/Berlin",
    "Europe/Copenhagen",
    "Europe/Helsinki",
    "Europe/Istanbul",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Oslo",
    "Europe/Paris",
    "Europe/Stockholm",
    "Pacific/Auckland",
    "UTC",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_that_is_offered_exists_and_they_stand_in_order() {
        assert!(OFFERED.iter().all(|zone| look::words::is_zone(zone)));
        assert!(OFFERED.is_sorted());
    }
}
