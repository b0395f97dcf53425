import { type AddDetail, loadPairwell } from '@pairwell/widget'

/** Puts an item into the cart of the server. The button of the card shows the text of an error. */
async function add({ item_id }: AddDetail): Promise<void> {
  const response = await fetch('/cart', {
    ...{ method: 'POST', headers: { 'Content-Type': 'application/json' } },
    body: JSON.stringify({ item_id }),
  })
  const answer: { item_ids: string[] } | { error: string } = await response.json()
  if ('error' in answer) throw new Error(answer.error)
  const output = document.querySelector('#cart')
  if (output) output.textContent = answer.item_ids.join(', ')
  // Panels of the cart ask for what goes with it.
  document.dispatchEvent(new CustomEvent('rec:cart', { detail: answer }))
}

// The button of the card follows the promise.
document.addEventListener('rec:add', ({ detail }) => detail.respond(add(detail)))

const { api = '', publishableKey = '' } = document.body.dataset
void loadPairwell({ api, publishableKey })
