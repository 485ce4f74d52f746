import './messages';

export { type Attribution, WINDOW_KINDS, type WindowKind } from './domain/attribution';
export { isOpenAt, MAX_EXCEPTIONS, nextChangeMs, type OpeningHours } from './domain/hours';
export { MANDATE_SCOPES, MANDATE_STATES, type MandateScope, type MandateState, mandateState } from './domain/mandate';
export { stateOf, WINDOW_STATES, type WindowState } from './domain/window-states';
export type { MandateRow } from './mandate.repository';
export { type GivenTerms, type MandateGiver, MandateService } from './mandate.service';
export { WindowDeskService } from './window-desk.service';
export { type WindowDetails, WindowRepository, type WindowRow, type WindowStepRow } from './window.repository';
export { WindowService } from './window.service';
export { WindowsModule } from './windows.module';
