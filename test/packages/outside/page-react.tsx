import { PairwellPanel, PairwellProvider } from '@pairwell/react'
import type { AddDetail } from '@pairwell/widget'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { SHOP } from './shop.ts'

const added: AddDetail[] = []
let show = (_item: string) => {}

function Page() {
  const [item, setItem] = useState('tea')
  show = setItem
  return (
    <PairwellProvider {...SHOP}>
      <h1>React</h1>
      <PairwellPanel itemId={item} className="companions" onAdd={async (detail) => void added.push(detail)} />
    </PairwellProvider>
  )
}

const place = document.createElement('div')
document.body.append(place)
createRoot(place).render(
  <StrictMode>
    <Page />
  </StrictMode>,
)
Object.assign(window, { added, show: (item: string) => show(item) })
