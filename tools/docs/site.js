// @ts-check
// Runs on the pages of the documentation: copy buttons, and a search over all of them.

for (const block of document.querySelectorAll('main pre')) {
  const button = document.createElement('button')
  button.className = 'copy'
  button.type = 'button'
  button.textContent = 'Copy'
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(block.textContent ?? '')
    button.textContent = 'Copied'
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 2_000)
  })
  block.before(button)
}

/** @typedef {{ page: string, title: string, heading: string, anchor: string, text: string }} Section */
/** @type {Promise<Section[]> | undefined} */
let sections
const load = () => {
  sections ??= fetch('/docs/search.json').then((answer) => answer.json())
  return sections
}

const MOST = 12
/** Characters shown around the first word that is found. */
const AROUND = 70

/** @param {Section} section @param {string[]} words */
function scoreOf({ title, heading, text }, words) {
  const [inHeading, inText] = [`${title} ${heading}`.toLowerCase(), text.toLowerCase()]
  let score = 0
  for (const word of words) {
    const own = (inHeading.includes(word) ? 5 : 0) + (inText.includes(word) ? 1 : 0)
    if (own === 0) return 0
    score += own
  }
  return score
}

/** @param {Section} section @param {string} word */
function lineOf({ page, title, heading, anchor, text }, word) {
  const link = document.createElement('a')
  link.href = `/docs/${page}${anchor ? `#${anchor}` : ''}`
  link.textContent = heading === title ? title : `${title}: ${heading}`
  const around = document.createElement('p')
  const at = Math.max(0, text.toLowerCase().indexOf(word))
  const from = Math.max(0, at - AROUND)
  around.textContent = `${from > 0 ? '…' : ''}${text.slice(from, at + AROUND)}…`
  const line = document.createElement('li')
  line.append(link, around)
  return line
}

const input = document.querySelector('input[type=search]')
const found = document.querySelector('.found')
const said = document.querySelector('.found [role=status]')
const list = document.querySelector('.found ul')

async function search() {
  if (!(input instanceof HTMLInputElement && found instanceof HTMLElement && said && list)) return
  const text = input.value
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const all = await load()
  // Somebody has typed on meanwhile.
  if (input.value !== text) return
  found.hidden = words.length === 0
  const hits = all
    .map((section) => ({ section, score: scoreOf(section, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
  said.textContent = hits.length === 0 ? `Nothing is found for “${text}”.` : `${hits.length} sections`
  list.replaceChildren(...hits.map(({ section }) => lineOf(section, words[0] ?? '')))
}

input?.addEventListener('input', () => void search())
input?.addEventListener('focus', () => void load())
