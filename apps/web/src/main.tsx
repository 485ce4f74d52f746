import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startI18n } from './i18n';
import './styles/index.css';

await startI18n();
const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
createRoot(place).render(<App />);
