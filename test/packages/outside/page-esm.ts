import { type AddDetail, loadPairwell } from '@pairwell/widget'
import { SHOP } from './shop.ts'

// Elements that the page has written itself.
document.body.innerHTML = `<h1>Plain</h1><pairwell-panel item-id="tea"></pairwell-panel>`
const added: AddDetail[] = []
Object.assign(window, { added })
document.querySelector('pairwell-panel')?.addEventListener('rec:add', ({ detail }) => {
  added.push(detail)
  detail.respond(Promise.resolve())
})
const pairwell = await loadPairwell(SHOP)
document.title = pairwell?.version ?? 'none'
