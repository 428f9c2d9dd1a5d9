import type { Preview } from '@storybook/react-vite'
import '../src/styles/styles.css'

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    a11y: { test: 'error' },
    layout: 'padded',
    options: { storySort: { order: ['Welcome', 'Live', 'Host app with React Query', 'States', 'Statuses'] } },
  },
}

export default preview
