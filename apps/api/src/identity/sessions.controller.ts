import { Body, Controller, Delete, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiExtraModels,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { unauthenticated } from '@jishi/kernel';
import {
  type Actor,
  CurrentActor,
  LoginService,
  Permit,
  Public,
  sessionCookieName,
  SessionService,
} from '@jishi/identity';
import { CONFIG, type Config } from '@jishi/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ActorResponse, ChangePasswordRequest, LoginRequest, LoginResponse, SessionListResponse } from './identity.dto';
import { actorView } from './views';

@ApiTags('sessions')
@Controller('sessions')
export class SessionsController {
  constructor(
    private readonly logins: LoginService,
    private readonly sessions: SessionService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @Public()
  @ApiOperation({ summary: 'Log in: answers a bearer token and sets the session cookie' })
  @ApiCreatedResponse({ type: LoginResponse })
  async login(
    @Body() body: LoginRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LoginResponse> {
    const opened = await this.logins.login({
      ...body,
      address: request.ip,
      userAgent: request.headers['user-agent'] ?? null,
    });
    void reply.setCookie(this.cookieName, opened.token, { ...this.cookieOptions, expires: opened.expiresAt });
    return { token: opened.token, actor: actorView(opened), expiresAt: opened.expiresAt.toISOString() };
  }

  @Get('current')
  @Public()
  @ApiOperation({ summary: 'Who am I; `null` for a browser nobody is logged in with' })
  @ApiExtraModels(ActorResponse)
  @ApiOkResponse({ schema: { nullable: true, allOf: [{ $ref: getSchemaPath(ActorResponse) }] } })
  async current(
    @CurrentActor() actor: Actor | null,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActorResponse | string> {
    if (actor) return actorView(await this.sessions.current(actor));
    // A token that was shown must be good; a browser without a session only asks.
    if (headers.authorization !== undefined) throw unauthenticated('access.unauthenticated');
    // Spelled out: a bare null would leave as no content at all.
    void reply.type('application/json; charset=utf-8');
    return 'null';
  }

  @Delete('current')
  @Permit('session.own')
  @HttpCode(204)
  @ApiOperation({ summary: 'Log out: ends this session and its sockets' })
  @ApiNoContentResponse()
  async logout(@CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.revoke(actor, actor.sessionId);
    void reply.clearCookie(this.cookieName, this.cookieOptions);
  }

  @Post('current/password')
  @Permit('session.own')
  @HttpCode(204)
  @ApiOperation({ summary: 'Change my password: ends all my other sessions' })
  @ApiNoContentResponse()
  changePassword(@CurrentActor() actor: Actor, @Body() body: ChangePasswordRequest): Promise<void> {
    return this.logins.changePassword(actor, body.current, body.password);
  }

  @Get()
  @Permit('session.own')
  @ApiOperation({ summary: 'My open sessions' })
  @ApiOkResponse({ type: SessionListResponse })
  async list(@CurrentActor() actor: Actor): Promise<SessionListResponse> {
    const items = (await this.sessions.list(actor)).map((session) => ({
      ...session,
      current: session.id === actor.sessionId,
      createdAt: session.createdAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
    }));
    return { items, nextCursor: null };
  }

  @Delete(':id')
  @Permit('session.own')
  @HttpCode(204)
  @ApiOperation({ summary: 'End one of my sessions and its sockets' })
  @ApiNoContentResponse()
  revoke(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.sessions.revoke(actor, id);
  }

  private get cookieName(): string {
    return sessionCookieName(this.config.publicUrl);
  }

  private get cookieOptions() {
    const secure = this.config.publicUrl?.startsWith('https:') ?? false;
    return { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  }
}
