import { Injectable } from '@nestjs/common';
import { forbidden } from '@jishi/kernel';
import { type Actor, OrganisationService } from '@jishi/identity';
import { type WindowDetails, WindowDeskService, WindowService } from '@jishi/windows';

export interface NewWindow extends WindowDetails {
  nameEn: string | null;
  /** The window's first administrator, who adds the other clerks. */
  admin: { login: string; name: string; password: string };
}

/** An exchange opens a window: its organisation, its first clerk and its row at once, or none of them. */
@Injectable()
export class WindowOfficeService {
  constructor(
    private readonly organisations: OrganisationService,
    private readonly windows: WindowService,
    private readonly desk: WindowDeskService,
  ) {}

  /** Errors: `window.not_an_exchange`, `window.bad_hours`, `organisation.invalid`, `user.login_taken`. */
  async open(actor: Actor, window: NewWindow): Promise<string> {
    if (actor.organisationKind !== 'exchange') throw forbidden('window.not_an_exchange');
    this.desk.check(window);
    const { admin, nameEn, name, regionCode } = window;
    let windowId = '';
    const registration = { kind: 'window' as const, name, nameEn, uscc: null, regionCode, admin };
    await this.organisations.create(registration, async (tx, { id }) => {
      windowId = await this.windows.open(tx, { ...window, organisationId: id, exchangeId: actor.organisationId });
      await this.desk.opened(tx, actor, windowId);
    });
    return windowId;
  }
}
