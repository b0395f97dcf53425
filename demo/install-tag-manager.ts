/**
 * Inserts HTML like a Custom HTML tag of Tag Manager: at the end of the body. Its scripts are created again with text,
 * address, id and character set; other attributes are lost.
 * @see https://umami.is/docs/google-tag-manager (another vendor's page about the same behaviour)
 */
export async function insertAsTagManager(html: string): Promise<void> {
  const pasted = document.createElement('div')
  pasted.innerHTML = html
  for (const node of [...pasted.childNodes]) {
    if (!(node instanceof HTMLScriptElement)) {
      document.body.append(node)
      continue
    }
    const { id, text, charset, src } = node
    const script = Object.assign(document.createElement('script'), { id, text, charset, async: false })
    if (src) script.src = src
    const loaded = new Promise((resolve) => script.addEventListener('load', resolve))
    document.body.append(script)
    if (src) await loaded
  }
}
