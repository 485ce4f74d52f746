import './messages';

export { type Attribution, WINDOW_KINDS, type WindowKind } from './domain/attribution';
export { type WindowClientRow, WindowRepository, type WindowRow } from './window.repository';
export { type MandateGiver, WindowService } from './window.service';
export { WindowsModule } from './windows.module';
