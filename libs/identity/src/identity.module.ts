import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AuditService } from './audit.service';
import { DemoLoginService } from './demo-login.service';
import { ExportLimitService } from './export-limit.service';
import { IdentityRepository } from './identity.repository';
import { LoginLimitRepository } from './login-limit.repository';
import { LoginService } from './login.service';
import { OrganisationService } from './organisation.service';
import { PasswordService } from './password.service';
import { RoutePolicies } from './route-policies';
import { SessionRepository } from './session.repository';
import { SessionService } from './session.service';
import { UserService } from './user.service';

@Module({
  imports: [DiscoveryModule],
  providers: [
    IdentityRepository,
    SessionRepository,
    LoginLimitRepository,
    PasswordService,
    SessionService,
    LoginService,
    OrganisationService,
    UserService,
    DemoLoginService,
    AuditService,
    ExportLimitService,
    RoutePolicies,
  ],
  exports: [
    SessionService,
    LoginService,
    OrganisationService,
    UserService,
    PasswordService,
    DemoLoginService,
    AuditService,
    ExportLimitService,
    RoutePolicies,
  ],
})
export class IdentityModule {}
