import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, OrganisationService, Permit, Public, UserService } from '@jishi/identity';
import type { FastifyRequest } from 'fastify';
import { PageQuery } from '../http/dto';
import {
  ChangeUserRequest,
  NewMemberRequest,
  OrganisationListResponse,
  OrganisationQuery,
  OrganisationResponse,
  OwnershipRequest,
  RegistrationRequest,
  UserListResponse,
  UserResponse,
} from './identity.dto';
import { organisationView, userView } from './views';

@ApiTags('organisations')
@Controller('organisations')
export class OrganisationsController {
  constructor(
    private readonly organisations: OrganisationService,
    private readonly users: UserService,
  ) {}

  @Post()
  @Public()
  @ApiOperation({ summary: 'Register an organisation with its first administrator' })
  @ApiCreatedResponse({ type: OrganisationResponse })
  async register(@Body() body: RegistrationRequest, @Req() request: FastifyRequest): Promise<OrganisationResponse> {
    return organisationView(await this.organisations.register(body, request.ip));
  }

  @Get()
  @Permit('organisation.read')
  @ApiOperation({ summary: 'Organisations by name' })
  @ApiOkResponse({ type: OrganisationListResponse })
  async list(@Query() query: OrganisationQuery): Promise<OrganisationListResponse> {
    const page = await this.organisations.list(query);
    return { ...page, items: page.items.map(organisationView) };
  }

  @Get(':id')
  @Permit('organisation.read')
  @ApiOperation({ summary: 'One organisation' })
  @ApiOkResponse({ type: OrganisationResponse })
  async get(@Param('id', ParseUUIDPipe) id: string): Promise<OrganisationResponse> {
    return organisationView(await this.organisations.get(id));
  }

  @Patch(':id')
  @Permit('user.manage')
  @ApiOperation({ summary: 'Say who owns my organisation: the law takes sellers differently by it' })
  @ApiOkResponse({ type: OrganisationResponse })
  async declareOwnership(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { ownership }: OwnershipRequest,
  ): Promise<OrganisationResponse> {
    return organisationView(await this.organisations.declareOwnership(actor, id, ownership));
  }

  @Get(':id/users')
  @Permit('user.manage')
  @ApiOperation({ summary: 'The people of my organisation' })
  @ApiOkResponse({ type: UserListResponse })
  async listUsers(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<UserListResponse> {
    const page = await this.users.list(actor, id, query);
    return { ...page, items: page.items.map(userView) };
  }

  @Post(':id/users')
  @Permit('user.manage')
  @ApiOperation({ summary: 'Add somebody to my organisation' })
  @ApiCreatedResponse({ type: UserResponse })
  async createUser(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: NewMemberRequest,
  ): Promise<UserResponse> {
    return userView(await this.users.create(actor, id, body));
  }

  @Patch(':id/users/:userId')
  @Permit('user.manage')
  @ApiOperation({ summary: 'Change somebody’s roles, or disable or enable the account' })
  @ApiOkResponse({ type: UserResponse })
  async changeUser(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('userId', ParseUUIDPipe) userId: string,
    @Body() body: ChangeUserRequest,
  ): Promise<UserResponse> {
    return userView(await this.users.change(actor, id, userId, body));
  }
}
