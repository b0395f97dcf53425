/*
 * What stands in for Preact in a shop's page. The view is plain Preact, and the Worker and the console render
 * it so; but the renderer alone weighs 4.6 KB gzipped, over half of the widget's budget, for hooks, refs,
 * contexts and hydration that pure components never ask for. The build swaps this in by name: whatever of
 * Preact the widget imports must stand here, or the build fails.
 */
type Props = Readonly<Record<string, unknown>>
type VNode = { type: string | ((props: Props) => unknown); props: Props; key: unknown }
/** What is to stand in the page: an element, or text (which has no type). */
type Wanted = { type: string; props: Props; key: unknown }

const TEXT = ''
/** What each of our nodes was drawn from. */
const drawn = new WeakMap<Node, Wanted>()
const vnodes = new WeakSet<object>()

/** What JSX becomes. */
export function jsx(type: VNode['type'], props: Props, key?: unknown): VNode {
  const vnode = { type, props, key }
  vnodes.add(vnode)
  return vnode
}
export { jsx as jsxs }

/** The same by hand. */
export function h(type: VNode['type'], props: Props): VNode {
  return jsx(type, props)
}

/** Makes the parent's content what the vnode says, and keeps each node that can stay (focus, pictures). */
export function render(vnode: unknown, parent: ParentNode): void {
  place(parent, flatten(vnode))
}

function flatten(child: unknown, key?: unknown): Wanted[] {
  if (Array.isArray(child)) return child.flatMap((one) => flatten(one))
  if (typeof child === 'string' || typeof child === 'number') {
    return child === '' ? [] : [{ type: TEXT, props: { data: String(child) }, key }]
  }
  // An object that JSX did not make, out of somebody's data, is no element (as in CVE-2026-22028).
  if (!isVNode(child)) return []
  const { type, props } = child
  if (typeof type === 'function') return flatten(type(props), child.key ?? key)
  return [{ type, props, key: child.key ?? key }]
}

function isVNode(child: unknown): child is VNode {
  return typeof child === 'object' && child !== null && vnodes.has(child)
}

function place(parent: ParentNode, wanted: readonly Wanted[]): void {
  const left = new Set<ChildNode>(parent.childNodes)
  const nodes = wanted.map((want) => {
    const node = [...left].find((old) => isSame(drawn.get(old), want)) ?? create(want)
    left.delete(node)
    return node
  })
  // First the leavers, so that those who stay need not move: a moved node loses the focus.
  for (const node of left) node.remove()
  wanted.forEach((want, index) => {
    const [node, there] = [nodes[index], parent.childNodes[index]]
    if (!node) return
    update(node, want)
    if (node !== there) parent.insertBefore(node, there ?? null)
  })
}

function isSame(old: Wanted | undefined, want: Wanted): boolean {
  return old?.type === want.type && old.key === want.key
}

function create({ type }: Wanted): ChildNode {
  return type === TEXT ? document.createTextNode('') : document.createElement(type)
}

function update(node: ChildNode, want: Wanted): void {
  const before = drawn.get(node)?.props ?? {}
  drawn.set(node, want)
  if (!(node instanceof HTMLElement)) {
    if (before.data !== want.props.data) node.textContent = String(want.props.data)
    return
  }
  for (const name of Object.keys({ ...before, ...want.props })) {
    if (name !== 'children' && before[name] !== want.props[name]) setProp(node, name, want.props[name])
  }
  place(node, flatten(want.props.children))
}

function setProp(node: HTMLElement, name: string, value: unknown): void {
  if (name.startsWith('on')) Object.assign(node, { [name.toLowerCase()]: value ?? null })
  else if (name === 'style') Object.assign(node.style, value)
  else if (value === undefined || value === null || value === false) node.removeAttribute(name)
  else node.setAttribute(name, value === true && !name.startsWith('aria-') ? '' : String(value))
}
