// Joined after the GOV.UK Frontend module when the program is built (see build.rs), which declares
// isSupported and initAll. Pages work without any of this: it only makes some of them more comfortable.
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported')
}
if (isSupported()) {
  initAll()
}

// A region around a table can be reached with the keyboard so that it can be scrolled. Where it all fits,
// that stop would only be in the way.
const regions = document.querySelectorAll('.attuned-table-region')
const settle = () => {
  for (const region of regions) {
    const scrolls = region.scrollWidth > region.clientWidth + 1
    region.setAttribute('role', scrolls ? 'region' : 'group')
    if (scrolls) {
      region.setAttribute('tabindex', '0')
    } else {
      region.removeAttribute('tabindex')
    }
  }
}
settle()
window.addEventListener('resize', settle)
