import { createRoot } from 'react-dom/client'
import { PairwellPanel } from '../../wrappers/react.js'

const app = document.querySelector('#app')
const { api, publishableKey, itemId } = app.dataset

createRoot(app).render(<PairwellPanel api={api} publishableKey={publishableKey} item-id={itemId} />)
