import { guarded } from '../guarded.ts'
import { attributeOf, type Node as Wanted } from '../view/node.ts'

const isSame = (node: Node, wanted: Wanted | string): boolean =>
  typeof wanted === 'string'
    ? node.nodeType === 3
    : node instanceof HTMLElement &&
      node.localName === wanted.tag &&
      nameOf(node.getAttribute('part'), node.getAttribute('data-key')) ===
        nameOf(wanted.props.part, wanted.props['data-key'])

/** What an element is to its siblings: the first word of its part, for the others tell its state, and its key. */
const nameOf = (part: unknown, key: unknown): string => `${String(part ?? '').split(' ')[0]} ${key ?? ''}`

/**
 * Makes the children of a node as wanted. What is there already stays the very element: it keeps the focus, and what the
 * Worker has drawn comes to life without being drawn again. Compared with the document itself, so nothing is kept in mind.
 */
export function patch(parent: Node, wanted: readonly (Wanted | string)[]): void {
  for (const child of [...parent.childNodes]) {
    // First, so that the cards behind one that leaves need not move: a moved element loses the focus.
    if (!wanted.some((one) => isSame(child, one))) child.remove()
  }
  let at = parent.firstChild
  for (const one of wanted) {
    let found = at
    while (found && !isSame(found, one)) found = found.nextSibling
    const node =
      found ?? (typeof one === 'string' ? document.createTextNode(one) : document.createElement(one.tag))
    if (node === at) at = at.nextSibling
    else parent.insertBefore(node, at)
    if (typeof one === 'string') {
      if (node.textContent !== one) node.textContent = one
    } else if (node instanceof HTMLElement) dress(node, one)
  }
  while (parent.childNodes.length > wanted.length) parent.lastChild?.remove()
}

function dress(element: HTMLElement, { props, children }: Wanted): void {
  for (const [name, value] of Object.entries(props)) {
    const text = attributeOf(value)
    if (typeof value === 'function') {
      Object.assign(element, {
        [name]: guarded(() => value('value' in element ? String(element.value) : '', element)),
      })
    } else if (name.startsWith('--')) element.style.setProperty(name, text ?? null)
    else if (name === 'checked') Object.assign(element, { checked: value })
    else if (text === undefined) element.removeAttribute(name)
    else if (element.getAttribute(name) !== text) element.setAttribute(name, text)
  }
  patch(element, children)
}
