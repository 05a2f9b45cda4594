// Joined after the GOV.UK Frontend module when the program is built (see build.rs), which declares
// isSupported and initAll. Pages work without any of this: it only makes some of them more comfortable.
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported')
}
if (isSupported()) {
  initAll()
}
