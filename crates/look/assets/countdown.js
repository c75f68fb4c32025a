// <time data-seconds-left="17"> counts down; with data-period="30" it begins anew at the end. Reckons
// from when the page was shown, so that a sleeping tab is right when it wakes. Not announced: a number
// that changes each second would talk over everything else.
const begun = performance.now();
const all = [...document.querySelectorAll("[data-seconds-left]")].map((place) => ({
  place,
  from: Number(place.dataset.secondsLeft),
  period: Number(place.dataset.period || 0),
  unit: place.textContent.replace(/^\s*\d+/, ""),
}));
const show = () => {
  const gone = Math.floor((performance.now() - begun) / 1000);
  for (const { place, from, period, unit } of all) {
    let left = from - gone;
    if (period && left <= 0) left = period - (-left % period);
    place.textContent = Math.max(0, left) + unit;
  }
};
if (all.length) setInterval(show, 1000);
