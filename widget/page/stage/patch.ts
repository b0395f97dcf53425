import type { VNode } from 'preact'
import { guarded } from '../../guarded.ts'

/** An element or text of page/preact. */
type Drawn = VNode<Record<string, unknown>> | string

const isSame = (node: Node, wanted: Drawn): boolean =>
  typeof wanted === 'string'
    ? node.nodeType === 3
    : node instanceof HTMLElement &&
      node.localName === wanted.type &&
      nameOf(node.getAttribute('part'), node.getAttribute('data-key')) ===
        nameOf(wanted.props.part, wanted.props['data-key'])

/** Identity of an element among its siblings: the first word of its part (the others are its state) and its key. */
const nameOf = (part: unknown, key: unknown): string => `${part ?? ''}`.split(' ')[0] + String(key ?? '')

/**
 * Updates the children of a node. Existing elements are kept, so that they keep the focus, and elements that the Worker
 * rendered get their handlers. Compares with the document itself, so no state is needed.
 */
export function patch(parent: Node, wanted: readonly Drawn[]): void {
  for (const child of [...parent.childNodes]) {
    // Remove first, so that the following cards need not be moved: a moved element loses the focus.
    if (!wanted.some((one) => isSame(child, one))) child.remove()
  }
  let at = parent.firstChild
  for (const one of wanted) {
    let found = at
    while (found && !isSame(found, one)) found = found.nextSibling
    const node =
      found ??
      (typeof one === 'string' ? document.createTextNode(one) : document.createElement(String(one.type)))
    if (node === at) at = at.nextSibling
    else parent.insertBefore(node, at)
    if (typeof one === 'string') {
      if (node.textContent !== one) node.textContent = one
    } else if (node instanceof HTMLElement) dress(node, one)
  }
  while (parent.childNodes.length > wanted.length) parent.lastChild?.remove()
}

function dress(element: HTMLElement, { props }: Exclude<Drawn, string>): void {
  for (const [name, value] of Object.entries(props)) {
    const text = String(value)
    if (Array.isArray(value)) patch(element, value)
    else if (typeof value === 'function') Object.assign(element, { [name]: guarded((event) => value(event)) })
    else if (name === 'checked') Object.assign(element, { checked: value })
    else if (value === undefined || value === false) element.removeAttribute(name)
    else {
      if (element.getAttribute(name) !== text) element.setAttribute(name, text)
      // A content security policy may block the attribute `style`, but not this.
      if (name === 'data-most') element.style.setProperty('--most', text)
    }
  }
}
