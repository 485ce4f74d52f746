import { Injectable } from '@nestjs/common';
import { invalid, notFound } from '@jishi/kernel';
import { audit, Database, type Tx } from '@jishi/platform';
import { checkHours } from './domain/hours';
import { nextWindowState, stateOf, type WindowAction } from './domain/window-states';
import { endMandates } from './mandate.repository';
import type { MandateGiver } from './mandate.service';
import { type WindowDetails, WindowRepository, type WindowRow, type WindowStepRow } from './window.repository';

/** What an exchange does with its own windows; other exchanges' do not exist for it. */
@Injectable()
export class WindowDeskService {
  constructor(
    private readonly database: Database,
    private readonly windows: WindowRepository,
  ) {}

  async history(actor: MandateGiver, windowId: string): Promise<WindowStepRow[]> {
    const tx = this.database.manager;
    await this.own(tx, actor, windowId);
    return this.windows.steps(tx, windowId);
  }

  /** Errors: `window.bad_hours` with its fields. */
  check({ hours }: Pick<WindowDetails, 'hours'>): void {
    const errors = hours === null ? [] : checkHours(hours);
    if (errors.length > 0) throw invalid('window.bad_hours', {}, errors);
  }

  /** The first line of a window's record. */
  async opened(tx: Tx, actor: MandateGiver, windowId: string): Promise<void> {
    await this.windows.recordStep(tx, windowId, { action: 'open', reason: '', actorId: actor.userId });
    await this.record(tx, actor, 'window.opened', windowId, {});
  }

  async change(actor: MandateGiver, windowId: string, change: Partial<WindowDetails>): Promise<WindowRow> {
    return this.database.transaction(async (tx) => {
      const window = await this.locked(tx, actor, windowId);
      nextWindowState(stateOf(window), 'close'); // a closed one is history
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const changed: WindowRow = { ...window, ...given };
      this.check(changed);
      await this.windows.change(tx, windowId, changed);
      await this.record(tx, actor, 'window.changed', windowId, { change: given });
      return changed;
    });
  }

  /** Suspended, its mandates rest; closed, they end. What lies at its desk stays visible and must be handed over. */
  async move(actor: MandateGiver, windowId: string, action: WindowAction, reason: string): Promise<WindowRow> {
    return this.database.transaction(async (tx) => {
      const window = await this.locked(tx, actor, windowId);
      nextWindowState(stateOf(window), action);
      if (action !== 'resume' && reason.trim().length < 2)
        throw invalid('window.reason_missing', {}, [{ path: 'reason', code: 'window.reason_missing' }]);
      await this.windows.recordStep(tx, windowId, { action, reason: reason.trim(), actorId: actor.userId });
      const ended =
        action === 'close' ? await endMandates(tx, { windowId }, actor.userId, '窗口撤销 / the window closed') : [];
      await this.record(tx, actor, `window.${DONE[action]}`, windowId, { reason, mandatesEnded: ended.length });
      return this.locked(tx, actor, windowId);
    });
  }

  /** Errors: `window.not_found`, also for another exchange's. */
  async own(tx: Tx, actor: MandateGiver, windowId: string): Promise<WindowRow> {
    return this.locked(tx, actor, windowId);
  }

  private async locked(tx: Tx, { organisationId }: MandateGiver, windowId: string): Promise<WindowRow> {
    const window = await this.windows.lock(tx, windowId);
    if (window?.exchangeId !== organisationId) throw notFound('window.not_found');
    return window;
  }

  private async record(tx: Tx, actor: MandateGiver, action: string, id: string, detail: Record<string, unknown>) {
    const { userId: actorId, organisationId } = actor;
    await audit(tx, { actorId, organisationId, action, subjectType: 'service_window', subjectId: id, detail });
  }
}

const DONE: Record<WindowAction, string> = { suspend: 'suspended', resume: 'resumed', close: 'closed' };
